using NasPipelines.Images;

namespace NasPipelines.Tests.Images;

public sealed class ImageTransformTests
{
    private static readonly ImageShape Shape = new(2, 9, 9);
    private static readonly ImageSet Images = MakeImages();

    [Test]
    public void None_LeavesTheSet() => Assert.That(ImageTransform.None.Apply(Images), Is.SameAs(Images));

    [Test]
    public void Resize_ToTwiceTheSize_InterpolatesBetweenTheCentresOfPixels()
    {
        var image = ImageSet.Create([0, 100, 200, 40], [1], new ImageShape(1, 2, 2), 2);

        var resized = ImageTransform.Resize(4).Apply(image);

        Assert.That(
            resized.Pixels(0).ToArray(),
            Is.EqualTo(new byte[] { 0, 25, 75, 100, 50, 59, 76, 85, 150, 126, 79, 55, 200, 160, 80, 40 }));
        Assert.That(ImageTransform.Resize(2).Apply(image).Pixels(0).ToArray(), Is.EqualTo(image.Pixels(0).ToArray()));
    }

    [Test]
    public void CropAndFlip_EveryImage_IsMovedByAtMostFourAndMaybeMirrored()
    {
        var moved = ImageTransform.CropAndFlip(3).Apply(Images);
        var moves = Enumerable.Range(0, Images.Count)
            .Select(i => Moves().Single(m => Moved(Images.Pixels(i), m).AsSpan().SequenceEqual(moved.Pixels(i)))).ToList();

        Assert.That(moved.Labels.ToArray(), Is.EqualTo(Images.Labels.ToArray()));
        Assert.That(moves.Select(m => m.Down).Distinct().Count(), Is.EqualTo(9));
        Assert.That(moves.Select(m => m.Right).Distinct().Count(), Is.EqualTo(9));
        Assert.That(moves.Count(m => m.Mirrored), Is.InRange(70, 130));
    }

    [Test]
    public void CropAndFlip_DependsOnItsSeedOnly()
    {
        var first = ImageTransform.CropAndFlip(3).Apply(Images).Sha256;

        Assert.That(ImageTransform.CropAndFlip(3).Apply(Images).Sha256, Is.EqualTo(first));
        Assert.That(ImageTransform.CropAndFlip(4).Apply(Images).Sha256, Is.Not.EqualTo(first));
    }

    [TestCase(ImagePart.All, 0, 200)]
    [TestCase(ImagePart.FirstFourFifths, 0, 160)]
    [TestCase(ImagePart.LastFifth, 160, 40)]
    public void Take_Part_IsARunOfTheSet(ImagePart part, int start, int count) =>
        Assert.That(Images.Take(part).Sha256, Is.EqualTo(Images.Take(start, count).Sha256));

    private static IEnumerable<(int Down, int Right, bool Mirrored)> Moves() =>
        from down in Enumerable.Range(-4, 9)
        from right in Enumerable.Range(-4, 9)
        from mirrored in new[] { false, true }
        select (down, right, mirrored);

    private static byte[] Moved(ReadOnlySpan<byte> pixels, (int Down, int Right, bool Mirrored) move)
    {
        var moved = new byte[pixels.Length];
        for (var channel = 0; channel < 2; channel++)
        {
            for (var row = 0; row < 9; row++)
            {
                for (var column = 0; column < 9; column++)
                {
                    var (y, x) = (row + move.Down, column + move.Right);
                    var inside = y is >= 0 and < 9 && x is >= 0 and < 9;
                    moved[(channel * 81) + (row * 9) + (move.Mirrored ? 8 - column : column)] = inside
                        ? pixels[(channel * 81) + (y * 9) + x]
                        : (byte)0;
                }
            }
        }

        return moved;
    }

    private static ImageSet MakeImages()
    {
        var pixels = new byte[200 * Shape.Bytes];
        new Random(1).NextBytes(pixels);
        return ImageSet.Create(pixels, [.. Enumerable.Range(0, 200).Select(i => i % 5)], Shape, 5);
    }
}
