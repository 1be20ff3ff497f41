using NasPipelines.Fixtures;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Numerics;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Standalone;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing;

namespace NasPipelines.Trainers.Tests;

/// <summary>Networks of a few channels and images of 8×8 whose class is a bright quadrant.</summary>
internal static class Small
{
    public static NetworkSize Size { get; } = new() { Channels = 4, CellsPerStage = 1, Classes = 4, ImageSize = 8 };

    public static NetworkOptions Network { get; } = new(Size) { AffineCells = false };

    public static Supernet Supernet { get; } = NasPipelines.Trainers.WeightSharing.Supernets.Of(SearchSpaces.NasBench201);

    /// <summary>Every supernet, as cases of a test; those of spaces that files describe too.</summary>
    public static IEnumerable<TestCaseData> Supernets() =>
        NasPipelines.Trainers.WeightSharing.Supernets.All.Concat(
            DescribedSpaces.All.Select(NasPipelines.Trainers.WeightSharing.Supernets.Of))
            .Select(s => new TestCaseData(s).SetArgDisplayNames(s.Space.Name));

    public static Architecture Parse(string letters) => SearchSpaces.NasBench201.Parse(letters);

    public static ImageSet Images(int count, ulong seed = 1)
    {
        var random = new SplitMix64(seed);
        var shape = new ImageShape(3, 8, 8);
        var pixels = new byte[count * shape.Bytes];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 4)];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y, label) = (i % 8, i / 8 % 8, labels[i / shape.Bytes]);
            var bright = (x / 4) + (2 * (y / 4)) == label;
            pixels[i] = (byte)((bright ? 110 : 40) + random.Below(80));
        }

        return ImageSet.Create(pixels, labels, shape, 4);
    }

    public static SupernetOptions Recipe(int epochs) => new()
    {
        Network = Size,
        Epochs = epochs,
        BatchSize = 16,
        Augmentation = AugmentationOptions.None,
        Schedule = LearningRateSchedule.Cosine(),
        ValidationShare = 0.25,
    };

    public static StandaloneOptions Alone { get; } =
        new() { Network = Size, AffineCells = false, Epochs = 2, BatchSize = 16, Augmentation = AugmentationOptions.None };
}
