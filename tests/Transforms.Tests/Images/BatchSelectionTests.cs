using NasPipelines.Images;

namespace NasPipelines.Tests.Images;

[TestFixture]
public sealed class BatchSelectionTests
{
    [Test]
    public void First_TakesTheSetsOrder() =>
        Assert.That(BatchSelection.First.Choose(ImageSetTests.Numbered(7), 3), Is.EqualTo(new[] { 0, 1, 2 }));

    [Test]
    public void OnePerClass_GoesRoundTheClasses() =>
        // Labels 0 0 0 1 1 1 2: the third class has one image.
        Assert.That(BatchSelection.OnePerClass.Choose(ImageSetTests.Numbered(7), 6), Is.EqualTo(new[] { 0, 3, 6, 1, 4, 2 }));

    [Test]
    public void Random_DependsOnItsSeedOnly()
    {
        var images = ImageSetTests.Numbered(200);

        var first = BatchSelection.Random(5).Choose(images, 64);

        Assert.That(BatchSelection.Random(5).Choose(images, 64), Is.EqualTo(first));
        Assert.That(BatchSelection.Random(6).Choose(images, 64), Is.Not.EqualTo(first));
        Assert.That(first, Is.Unique.And.All.InRange(0, 199));
        Assert.That(BatchSelection.Random(5).Choose(images, 200), Is.EquivalentTo(Enumerable.Range(0, 200)));
        Assert.That(
            BatchSelection.Random(5).Equals(BatchSelection.Random(5)) && !BatchSelection.Random(5).Equals(BatchSelection.Random(6)),
            Is.True);
    }

    [Test]
    public void Random_OverManySeeds_IsUniform()
    {
        var images = ImageSetTests.Numbered(10);
        var counts = new int[10];
        for (ulong seed = 0; seed < 2_000; seed++)
        {
            counts[BatchSelection.Random(seed).Choose(images, 1)[0]]++;
        }

        // 200 expected each, standard deviation 13.4: six deviations.
        Assert.That(counts, Is.All.InRange(120, 280));
    }

    [TestCase(0)]
    [TestCase(8)]
    public void Choose_MoreThanThereAre_SaysHowManyThereAre(int count) =>
        Assert.That(
            () => BatchSelection.First.Choose(ImageSetTests.Numbered(7), count),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains($"1 to 7 images (was {count})"));
}
