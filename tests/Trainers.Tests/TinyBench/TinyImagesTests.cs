using NasPipelines.Images;

namespace NasPipelines.Trainers.Tests;

public sealed class TinyImagesTests
{
    // Pinned: tabulated accuracies are of exactly these images.
    [Test]
    public void Create_PinnedSeed_GivesTheSameBytes() =>
        Assert.That(TinyImages.Create(50, seed: 1).Sha256, Is.EqualTo("3492600154a868cfc6957fe5b3d4cd67297067bd26202e72f2eff822ef496f9e"));

    [Test]
    public void Create_LargerCount_ContinuesASmallerOne()
    {
        var (few, many) = (TinyImages.Create(10, seed: 3), TinyImages.Create(20, seed: 3));

        Assert.That(many.Take(0, 10).Sha256, Is.EqualTo(few.Sha256));
        Assert.That(many.Take(10, 10).Sha256, Is.Not.EqualTo(few.Sha256));
    }

    [Test]
    public void Create_Classes_ComeInTurn() =>
        Assert.That(TinyImages.Create(20, seed: 3).Labels.ToArray(), Is.EqualTo(Enumerable.Range(0, 20).Select(i => i % TinyImages.ClassNames.Count)));
}
