using System.Globalization;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Options;
using NasPipelines.Trainers.Training;
using static System.FormattableString;

namespace NasPipelines.Trainers.Standalone;

/// <summary>How <see cref="StandaloneTrainer"/> trains an architecture from scratch.</summary>
public sealed record StandaloneOptions
{
    /// <summary>Size of the network; classes and image size are taken from the images.</summary>
    /// <value>The benchmark's own.</value>
    public NetworkSize Network { get; init; } = new();

    /// <summary>Whether batch normalisations inside searched cells have a scale and a shift.</summary>
    /// <value>true.</value>
    public bool AffineCells { get; init; } = true;

    /// <summary>Passes over the training images.</summary>
    /// <value>12.</value>
    public int Epochs { get; init; } = 12;

    /// <summary>Images in a mini-batch; the last one of an epoch may be smaller.</summary>
    /// <value>256.</value>
    public int BatchSize { get; init; } = 256;

    /// <summary>The optimiser.</summary>
    /// <value>Nesterov, learning rate 0.1, momentum 0.9, weight decay 0.0005, gradients clipped at 5.</value>
    public SgdOptions Optimiser { get; init; } = new() { LearningRate = 0.1, Nesterov = true };

    /// <summary>The learning rate over time.</summary>
    /// <value>A cosine to 0.</value>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine();

    /// <summary>Random changes of training images.</summary>
    /// <value>Flip, crop with padding 4.</value>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>The map from bytes to a network's input; null takes mean and deviation of the training images.</summary>
    /// <value>null.</value>
    public ImageNormalisation? Normalisation { get; init; }

    /// <summary>How weights are drawn.</summary>
    /// <value><see cref="InitialisationScheme.Kaiming"/>.</value>
    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.Kaiming;

    /// <summary>Seed of the weights, the order of images and their augmentation.</summary>
    /// <value>0.</value>
    public long Seed { get; init; }

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    internal void Validate() => new OptionFaults()
        .Within(Network.Validate, nameof(Network))
        .Range(Epochs, 1, 1_000_000)
        .Range(BatchSize, 2, 65536)
        .Within(Optimiser.Validate, nameof(Optimiser))
        .Within(Augmentation.Validate, nameof(Augmentation))
        .Defined(Initialisation)
        .Throw();

    /// <summary>All that decides the result of a training but its seed, in a line.</summary>
    internal string Describe() => string.Join(
        "; ",
        Invariant($"channels {Own(Network.Channels)}, cells {Own(Network.CellsPerStage)}, affine {AffineCells}"),
        Invariant($"{Epochs} epochs of batches of {BatchSize}"),
        Optimiser.Describe(Schedule),
        Augmentation.Describe(),
        $"normalisation {Normalisation?.ToString() ?? "of the images"}",
        $"{Initialisation} initialisation");

    private static string Own(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "own";
}
