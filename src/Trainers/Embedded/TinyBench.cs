using NasPipelines.Files;
using NasPipelines.Images;
using NasPipelines.Trainers.Standalone;
using NasPipelines.Trainers.Training;

namespace NasPipelines.Trainers.Embedded;

/// <summary>
/// A small world to experiment in, without any download: <see cref="TinyImages"/>, a recipe under which an architecture of NAS-Bench-201
/// trains in seconds on one core, the table of architectures trained so, and a supernet.
/// </summary>
public static class TinyBench
{
    // The table, its provenance and the supernet.
    private const string Prefix = "tinybench-nasbench201.";
    private const string TableName = "tinybench-nasbench201.tsv";
    private const string SupernetName = "tinybench-nasbench201.onnx";

    private static readonly Lazy<ImageSet> TrainImages = new(() => TinyImages.Create(12_000, seed: 1));
    private static readonly Lazy<ImageSet> TestImages = new(() => TinyImages.Create(4_000, seed: 2));
    private static readonly Lazy<ImageSet> ValidationImages = new(() => TinyImages.Create(1_000, seed: 3));

    /// <summary>The images to train on; made on first use.</summary>
    public static ImageSet Train => TrainImages.Value;

    /// <summary>The images to measure on; made on first use.</summary>
    public static ImageSet Test => TestImages.Value;

    /// <summary>Images to score supernets on, none of them trained or measured on; made on first use.</summary>
    public static ImageSet Validation => ValidationImages.Value;

    /// <summary>Eight channels, a cell per stage, each of the images once.</summary>
    public static StandaloneOptions Recipe { get; } = new()
    {
        Network = new() { Channels = 8, CellsPerStage = 1, ImageSize = TinyImages.Size },
        Epochs = 1,
        BatchSize = 32,
        Optimiser = new() { LearningRate = 0.08, Nesterov = true },
        Augmentation = AugmentationOptions.None,
    };

    /// <summary>Writes the table of trained architectures and the supernet, which this library carries, to a folder.</summary>
    /// <param name="folder">The folder, made where it does not exist; files of the same names are replaced.</param>
    /// <returns>The paths of the table and of the supernet.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static (string Table, string Supernet) Extract(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        foreach (var name in typeof(TinyBench).Assembly.GetManifestResourceNames().Where(
            n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var content = typeof(TinyBench).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"the assembly lacks {name}");
            OutputFile.WriteWhole(Path.Combine(folder, name), content.CopyTo);
        }

        return (Path.Combine(folder, TableName), Path.Combine(folder, SupernetName));
    }
}
