using NasPipelines.Training;

namespace NasPipelines.Images;

/// <summary>
/// A small world to experiment in: <see cref="TinyImages"/> and a recipe under which an architecture of NAS-Bench-201 trains in seconds on one core.
/// </summary>
public static class TinyBench
{
    /// <summary>The images to train on.</summary>
    public static ImageSet Train => TinyImages.Create(4000, seed: 1);

    /// <summary>The images to measure on.</summary>
    public static ImageSet Test => TinyImages.Create(4000, seed: 2);

    /// <summary>Eight channels, a cell per stage, four epochs.</summary>
    public static StandaloneOptions Recipe { get; } = new()
    {
        Network = new() { Channels = 8, CellsPerStage = 1 },
        Epochs = 4,
        BatchSize = 64,
        Augmentation = AugmentationOptions.None,
    };
}
