using NasPipelines.Images;
using NasPipelines.Numerics;
using NasPipelines.Trainers.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Tests.Training;

public sealed class BatchMakerTests
{
    private static readonly ImageSet Ramp = ImageSet.Create([10, 20, 30, 40, 50, 60, 70, 80, 90], [0], new ImageShape(1, 3, 3), 2);

    [Test]
    public void Make_FlipAndCrop_GivesEveryWindowOfThePaddedImageAndItsMirror()
    {
        var expected = new HashSet<string>();
        for (var top = -1; top <= 1; top++)
        {
            for (var left = -1; left <= 1; left++)
            {
                foreach (var flip in new[] { false, true })
                {
                    var window = Enumerable.Range(0, 9).Select(i => At((i / 3) + top, (flip ? 2 - (i % 3) : i % 3) + left));
                    expected.Add(string.Join(' ', window));
                }
            }
        }

        var seen = Batches(new() { Flip = true, CropPadding = 1 }, 400);

        Assert.That(seen, Is.EquivalentTo(expected));

        static int At(int y, int x) => x is >= 0 and < 3 && y is >= 0 and < 3 ? (10 * ((3 * y) + x)) + 10 : 0;
    }

    [Test]
    public void Make_NoAugmentation_GivesTheImage() =>
        Assert.That(Batches(AugmentationOptions.None, 20), Is.EqualTo(new[] { "10 20 30 40 50 60 70 80 90" }));

    private static List<string> Batches(AugmentationOptions augmentation, int count)
    {
        using var scope = NewDisposeScope();
        using var maker = new BatchMaker(Ramp, ImageNormalisation.None(1), augmentation, 1);
        var random = RandomStreams.From(9);
        HashSet<string> seen = [];
        for (var i = 0; i < count; i++)
        {
            var (pixels, labels) = maker.Make([0], ref random);
            seen.Add(string.Join(' ', pixels.data<float>().ToArray().Select(v => (int)Math.Round(255 * v))));
            Assert.That(labels.item<long>(), Is.Zero);
        }

        return [.. seen];
    }
}
