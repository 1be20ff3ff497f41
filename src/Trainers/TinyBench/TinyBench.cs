using NasPipelines.Images;

namespace NasPipelines.Training;

/// <summary>
/// A small world to experiment in: <see cref="TinyImages"/> and a recipe under which an architecture of NAS-Bench-201 trains in seconds on one core.
/// </summary>
public static class TinyBench
{
    private static readonly Lazy<ImageSet> TrainImages = new(() => TinyImages.Create(4000, seed: 1));
    private static readonly Lazy<ImageSet> TestImages = new(() => TinyImages.Create(4000, seed: 2));

    /// <summary>The images to train on; made on first use.</summary>
    public static ImageSet Train => TrainImages.Value;

    /// <summary>The images to measure on; made on first use.</summary>
    public static ImageSet Test => TestImages.Value;

    /// <summary>Eight channels, a cell per stage, eight epochs.</summary>
    public static StandaloneOptions Recipe { get; } = new()
    {
        Network = new() { Channels = 8, CellsPerStage = 1 },
        Epochs = 8,
        BatchSize = 32,
        Optimiser = new() { LearningRate = 0.08, Nesterov = true },
        Augmentation = AugmentationOptions.None,
    };
}
