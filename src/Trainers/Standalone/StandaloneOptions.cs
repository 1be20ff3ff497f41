using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Options;
using NasPipelines.Trainers.Training;
using static System.FormattableString;

namespace NasPipelines.Trainers.Standalone;

/// <summary>How <see cref="StandaloneTrainer"/> trains an architecture from scratch.</summary>
public sealed class StandaloneOptions : TrainingOptions
{
    /// <summary>All options at their defaults.</summary>
    public StandaloneOptions()
    {
        (AffineCells, Epochs, BatchSize) = (true, 12, 256);
        Optimiser = new() { LearningRate = 0.1, Nesterov = true };
        Schedule = LearningRateSchedule.Cosine();
    }

    /// <summary>The same as another's; an initialiser changes parts.</summary>
    /// <param name="other">The other.</param>
    public StandaloneOptions(StandaloneOptions other)
        : base(other)
    {
    }

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
}
