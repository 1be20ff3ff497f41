using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Images;

namespace NasPipelines.Tests.Images;

[TestFixture]
public sealed class ImageSetTests
{
    private static readonly ImageShape Tiny = new(2, 1, 2);

    [Test]
    public void Create_FromArrays_IsIndependentOfThem()
    {
        byte[] pixels = [1, 2, 3, 4];
        var images = ImageSet.Create(pixels, [1], Tiny, 2);

        pixels[0] = 99;

        Assert.That(images.Pixels(0).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void Create_WrongLengthsOrLabels_SaysWhatWouldFit()
    {
        Assert.That(() => ImageSet.Create(new byte[5], [0], Tiny, 2), Throws.ArgumentException.With.Message.Contains("4 bytes (were 5)"));
        Assert.That(
            () => ImageSet.Create(new byte[8], [0, 2], Tiny, 2),
            Throws.ArgumentException.With.Message.Contains("image 1: label 2 is outside 0..1"));
        Assert.That(() => ImageSet.Create([], [], Tiny, 2), Throws.ArgumentException.With.Message.Contains("at least one image"));
        Assert.That(() => ImageSet.Create([], [0], new ImageShape(0, 1, 1), 2), Throws.ArgumentException.With.Message.Contains("0×1×1"));
    }

    [Test]
    public void Sha256_DependsOnEveryPartOfTheContentOnly()
    {
        var images = ImageSet.Create([1, 2, 3, 4], [1], Tiny, 2);

        Assert.That(ImageSet.Create([1, 2, 3, 4], [1], Tiny, 2).Sha256, Is.EqualTo(images.Sha256).And.Matches("^[0-9a-f]{64}$"));
        string[] others =
        [
            ImageSet.Create([1, 2, 3, 5], [1], Tiny, 2).Sha256,
            ImageSet.Create([1, 2, 3, 4], [0], Tiny, 2).Sha256,
            ImageSet.Create([1, 2, 3, 4], [1], Tiny, 3).Sha256,
            ImageSet.Create([1, 2, 3, 4], [1], new ImageShape(1, 2, 2), 2).Sha256,
        ];
        Assert.That(others.Append(images.Sha256), Is.Unique);
    }

    [Test]
    public void SubsetAndTake_OfTheSameImages_HaveTheSameContent()
    {
        var images = Numbered(5);

        Assert.That(images.Take(1, 3).Sha256, Is.EqualTo(images.Subset([1, 2, 3]).Sha256));
        Assert.That(images.Subset([4, 4, 0]).Labels.ToArray(), Is.EqualTo(new[] { 1, 1, 0 }));
        Assert.That(images.Take(1, 3).Take(1, 1).Pixels(0)[0], Is.EqualTo(2));
    }

    [Test]
    public void SubsetAndTake_OutsideTheSet_AreRefused()
    {
        var images = Numbered(5);

        Assert.That(() => images.Subset([0, 5]), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("image 5"));
        Assert.That(() => images.Subset([]), Throws.ArgumentException);
        Assert.That(() => images.Take(3, 3), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("3 to 5"));
        Assert.That(() => images.Take(-1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => images.Pixels(-1).Length, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ToBatch_OfBytes_NormalisesEachChannelByItself()
    {
        var images = ImageSet.Create([0, 255, 51, 102, 7, 7, 7, 7], [0, 1], Tiny, 2);

        var batch = images.ToBatch([1, 0], new ImageNormalisation([0.5, 0.2], [0.5, 0.1]));

        Assert.That(batch[4..], Is.EqualTo(new[] { -1f, 1f, 0f, 2f }).Within(1e-6f));
        Assert.That(batch[0], Is.EqualTo(((7 / 255f) - 0.5f) / 0.5f));
        Assert.That(images.ToLabels([1, 0]), Is.EqualTo(new[] { 1L, 0L }));
    }

    [Test]
    public void ToBatch_NormalisationOfOtherChannels_IsRefused() =>
        Assert.That(
            () => Numbered(2).ToBatch([0], ImageNormalisation.Cifar10),
            Throws.ArgumentException.With.Message.Contains("2 channels").And.Message.Contains("0.49139968"));

    [Test]
    public void Normalisation_BadNumbers_AreRefused()
    {
        Assert.That(() => new ImageNormalisation([0.5], [0.0]), Throws.ArgumentException.With.Message.Contains("positive"));
        Assert.That(
            () => new ImageNormalisation([0.5, 0.5], [1.0]), Throws.ArgumentException.With.Message.Contains("2 means, 1 deviations"));
        Assert.That(() => new ImageNormalisation([double.NaN], [1.0]), Throws.ArgumentException);
        Assert.That(
            ImageNormalisation.None(2), Is.EqualTo(new ImageNormalisation([0, 0], [1, 1])).And.Not.EqualTo(ImageNormalisation.Cifar10));
    }

    [Test]
    public void FromDataView_VectorsOfEitherType_GiveTheSameImages()
    {
        var ml = new MLContext(1);
        var expected = ImageSet.Create([1, 2, 3, 4, 250, 251, 252, 253], [0, 1], Tiny, 2);
        var bytes = ml.Data.LoadFromEnumerable(
            [new ByteRow { Image = [1, 2, 3, 4], Label = 0 }, new ByteRow { Image = [250, 251, 252, 253], Label = 1 }]);
        var singles = ml.Data.LoadFromEnumerable(
            [new SingleRow { Image = [1, 2, 3, 4], Name = "cat" }, new SingleRow { Image = [250, 251, 252, 253], Name = "dog" }]);
        var keyed = ml.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(singles).Transform(singles);

        Assert.That(ImageSet.FromDataView(bytes, "Image", "Label", Tiny, 2).Sha256, Is.EqualTo(expected.Sha256));
        Assert.That(ImageSet.FromDataView(keyed, "Image", "Label", Tiny, 2).Sha256, Is.EqualTo(expected.Sha256));
    }

    [Test]
    public void FromDataView_BadRowsAndColumns_AreNamed()
    {
        var ml = new MLContext(1);
        IDataView View(params SingleRow[] rows) => ml.Data.LoadFromEnumerable(rows);
        var good = View(new SingleRow { Image = [1, 2, 3, 4], Number = 1 });

        Assert.That(
            () => ImageSet.FromDataView(good, "Picture", "Number", Tiny, 2),
            Throws.ArgumentException.With.Message.Contains("Image, Name, Number"));
        Assert.That(
            () => ImageSet.FromDataView(good, "Image", "Name", Tiny, 2), Throws.ArgumentException.With.Message.Contains("key or a number"));
        Assert.That(
            () => ImageSet.FromDataView(good, "Number", "Number", Tiny, 2), Throws.ArgumentException.With.Message.Contains("vector"));
        Assert.That(
            () => ImageSet.FromDataView(View(new SingleRow { Image = [1, 2.5f, 3, 4], Number = 1 }), "Image", "Number", Tiny, 2),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("row 0").And.Message.Contains("2.5"));
        Assert.That(
            () => ImageSet.FromDataView(View(new SingleRow { Image = [1, 2], Number = 1 }), "Image", "Number", Tiny, 2),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("2 values"));
        Assert.That(
            () => ImageSet.FromDataView(View(new SingleRow { Image = [1, 2, 3, 4], Number = float.NaN }), "Image", "Number", Tiny, 2),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("NaN").And.Message.Contains("0..1"));
        Assert.That(
            () => ImageSet.FromDataView(View(), "Image", "Number", Tiny, 2),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("no rows"));
    }

    internal static ImageSet Numbered(int count) =>
        ImageSet.Create(
            [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, 4))],
            [.. Enumerable.Range(0, count).Select(i => i / 3)],
            Tiny,
            (count + 2) / 3);

    private sealed class ByteRow
    {
        [VectorType(4)]
        public byte[] Image { get; set; } = [];

        public int Label { get; set; }
    }

    private sealed class SingleRow
    {
        [VectorType]
        public float[] Image { get; set; } = [];

        public string Name { get; set; } = "";

        public float Number { get; set; }
    }
}
