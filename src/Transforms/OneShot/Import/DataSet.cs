using NasPipelines.Images;

namespace NasPipelines.OneShot.Import;

/// <summary>The data sets that the arguments of published scripts name, as those scripts normalise their pixels.</summary>
internal sealed class DataSet
{
    private static readonly DataSet[] Known =
    [
        new("cifar10", 32, [125.3, 123.0, 113.9], [63.0, 62.1, 66.7]),
        new("cifar100", 32, [129.3, 124.1, 112.4], [68.2, 65.4, 70.4]),
        new("ImageNet16-120", 16, [122.68, 116.66, 104.01], [63.22, 61.26, 65.09]),
    ];

    private readonly ImageNormalisation? _normalisation;

    private DataSet(string name, int imageSize, double[] mean, double[] deviation)
        : this(name, imageSize, new ImageNormalisation(mean.Select(m => m / 255), deviation.Select(d => d / 255)))
    {
    }

    private DataSet(string name, int imageSize, ImageNormalisation? normalisation) =>
        (Name, ImageSize, _normalisation) = (name, imageSize, normalisation);

    public string Name { get; }

    public int ImageSize { get; }

    /// <summary>Whether the checkpoint tells it.</summary>
    public bool IsKnown => _normalisation is not null;

    /// <summary>The one that a checkpoint's arguments name, else CIFAR-10.</summary>
    public static DataSet Of(CheckpointFile file) =>
        file.Text("dataset") is { } name && Array.Find(Known, set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? known
            : new("CIFAR-10", 32, normalisation: null);

    public ImageNormalisation Normalisation(int channels) => channels != ImageNormalisation.Cifar10.Mean.Length
        ? ImageNormalisation.None(channels)
        : _normalisation ?? ImageNormalisation.Cifar10;
}
