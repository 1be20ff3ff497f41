using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Options;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing.Checkpoints;
using NasPipelines.Trainers.WeightSharing.Paths;
using NasPipelines.Trainers.WeightSharing.Probes;
using static System.FormattableString;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>How a supernet is trained; the defaults are the published recipe of NAS-Bench-201 (Ning et al. 2021).</summary>
public sealed class SupernetOptions : TrainingOptions
{
    /// <summary>All options at their defaults.</summary>
    public SupernetOptions()
    {
        (Epochs, BatchSize, Seed) = (1000, 512, 20);
        Schedule = LearningRateSchedule.Plateau();
    }

    /// <summary>The same as another's; an initialiser changes parts.</summary>
    /// <param name="other">The other.</param>
    public SupernetOptions(SupernetOptions other)
        : base(other)
    {
        (ValidationShare, Dropout, Sampler, PathsPerStep) = (other.ValidationShare, other.Dropout, other.Sampler, other.PathsPerStep);
        (UnusedWeights, Pruning, Probes, StartFrom) = (other.UnusedWeights, other.Pruning, other.Probes, other.StartFrom);
        (Checkpoint, CheckpointEvery, KeepEvery, Metrics) = (other.Checkpoint, other.CheckpointEvery, other.KeepEvery, other.Metrics);
    }

    /// <summary>Share of the images, the last ones, that are kept for measuring.</summary>
    /// <value>0.2.</value>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>Probability that a feature is left out before the classifier.</summary>
    /// <value>0.1.</value>
    public double Dropout { get; init; } = 0.1;

    /// <summary>How paths are drawn.</summary>
    /// <value>Uniform over the classes of the literature.</value>
    public PathSampler Sampler { get; init; } = PathSamplers.Get("deiso");

    /// <summary>Paths per step, all on the same mini-batch; a parameter's gradient is the mean over the paths that contain it.</summary>
    /// <value>1.</value>
    public int PathsPerStep { get; init; } = 1;

    /// <summary>What happens to weights that no path of a step contains.</summary>
    /// <value><see cref="UnusedWeights.Move"/>.</value>
    public UnusedWeights UnusedWeights { get; init; }

    /// <summary>The file that training is kept in and continued from; null keeps nothing.</summary>
    /// <value>null.</value>
    public string? Checkpoint { get; init; }

    /// <summary>Epochs between checkpoints.</summary>
    /// <value>1.</value>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>
    /// Epochs between checkpoints that are kept beside <see cref="Checkpoint"/> under names with the epoch, for stability and averaging; 0
    /// keeps none.
    /// </summary>
    /// <value>0.</value>
    public int KeepEvery { get; init; }

    /// <summary>A CSV file with a line per epoch; null writes none.</summary>
    /// <value>null.</value>
    public string? Metrics { get; init; }

    /// <summary>Weights to start from; null draws them.</summary>
    /// <value>null.</value>
    public SupernetCheckpoint? StartFrom { get; init; }

    /// <summary>Restriction of the paths to the best ones at some epoch; null never restricts.</summary>
    /// <value>null.</value>
    public PruningOptions? Pruning { get; init; }

    /// <summary>Measurements taken while training.</summary>
    /// <value>None.</value>
    public IReadOnlyList<SupernetProbe> Probes { get; init; } = [];

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    public void Validate()
    {
        var names = Probes.SelectMany(p => p.Names).ToList();
        var twice = names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        new OptionFaults()
            .Within(Network.Validate, nameof(Network))
            .Range(Epochs, 1, 1_000_000)
            .Range(BatchSize, 2, 65536)
            .Require(ValidationShare is >= 0 and < 1, Invariant($"{nameof(ValidationShare)} must be in [0, 1) (was {ValidationShare})."))
            .Within(Optimiser.Validate, nameof(Optimiser))
            .Within(Augmentation.Validate, nameof(Augmentation))
            .Require(Dropout is >= 0 and < 1, Invariant($"{nameof(Dropout)} must be in [0, 1) (was {Dropout})."))
            .Range(PathsPerStep, 1, 4096)
            .Defined(UnusedWeights)
            .Defined(Initialisation)
            .Range(CheckpointEvery, 1, 1_000_000)
            .Range(KeepEvery, 0, 1_000_000)
            .Require(KeepEvery <= 0 || Checkpoint is not null, $"{nameof(KeepEvery)} needs {nameof(Checkpoint)}.")
            .Within(Pruning is null ? null : Pruning.Validate, nameof(Pruning))
            .Require(Pruning is null || ValidationShare != 0, $"{nameof(Pruning)} needs {nameof(ValidationShare)} above 0.")
            .Require(
                twice.Count == 0,
                $"{nameof(Probes)} must give values of different names, columns of one table (more than one "
                    + $"gives {string.Join(", ", twice)}).")
            .Throw();
    }

    /// <summary>All that decides the weights, in a line.</summary>
    internal string Describe() => string.Join(
        "; ",
        Invariant($"channels {Own(Network.Channels)}, cells {Own(Network.CellsPerStage)}, affine {AffineCells}"),
        Invariant($"{Epochs} epochs of batches of {BatchSize}, validation {ValidationShare}"),
        Optimiser.Describe(Schedule),
        Invariant($"{Augmentation.Describe()}, dropout {Dropout}"),
        $"normalisation {Normalisation?.ToString() ?? "of the images"}",
        Invariant($"{PathsPerStep} {Sampler.Name} path(s), unused weights {UnusedWeights}"),
        StartFrom is null ? $"{Initialisation} initialisation" : $"from {StartFrom.Identity}",
        Invariant($"seed {Seed}{(Pruning is null ? "" : $"; {Pruning.Describe()}")}"));
}
