using NasPipelines.Trainers.Embedded;

namespace NasPipelines.Trainers.Tests.Embedded;

public sealed class TinyImagesTests
{
    // Pinned: tabulated accuracies are of exactly these images.
    [Test]
    public void Create_PinnedSeed_GivesTheSameBytes() =>
        Assert.That(TinyImages.Create(50, seed: 1).Sha256, Is.EqualTo("6153443bbaf6b97c25bd5646dd3125b763c4305f7c9ad489636b01a30e0bf0b5"));

    [Test]
    public void Create_LargerCount_ContinuesASmallerOne()
    {
        var (few, many) = (TinyImages.Create(10, seed: 3), TinyImages.Create(20, seed: 3));

        Assert.That(many.Take(0, 10).Sha256, Is.EqualTo(few.Sha256));
        Assert.That(many.Take(10, 10).Sha256, Is.Not.EqualTo(few.Sha256));
    }

    [Test]
    public void Create_Classes_ComeInTurn()
    {
        var images = TinyImages.Create(20, seed: 3);

        Assert.That(images.Labels.ToArray(), Is.EqualTo(Enumerable.Range(0, 20).Select(i => i % images.Classes)));
    }
}
