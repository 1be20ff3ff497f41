using System.Globalization;
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
public sealed record SupernetOptions
{
    /// <summary>Size of the network; classes and image size are taken from the images.</summary>
    /// <value>The benchmark's own.</value>
    public NetworkSize Network { get; init; } = new();

    /// <summary>Whether batch normalisations inside searched cells have a scale and a shift.</summary>
    /// <value>false.</value>
    public bool AffineCells { get; init; }

    /// <summary>Passes over the training images.</summary>
    /// <value>1000.</value>
    public int Epochs { get; init; } = 1000;

    /// <summary>Images in a mini-batch; the last one of an epoch may be smaller.</summary>
    /// <value>512.</value>
    public int BatchSize { get; init; } = 512;

    /// <summary>Share of the images, the last ones, that are kept for measuring.</summary>
    /// <value>0.2.</value>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>The optimiser.</summary>
    /// <value>Learning rate 0.05, momentum 0.9, weight decay 0.0005, gradients clipped at 5.</value>
    public SgdOptions Optimiser { get; init; } = new();

    /// <summary>The learning rate over time.</summary>
    /// <value>Halved when the loss has not fallen for 30 epochs.</value>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Plateau();

    /// <summary>Random changes of training images.</summary>
    /// <value>Flip, crop with padding 4.</value>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>The map from bytes to a network's input; null takes mean and deviation of the training images.</summary>
    /// <value>null.</value>
    public ImageNormalisation? Normalisation { get; init; }

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

    /// <summary>How weights are drawn.</summary>
    /// <value><see cref="InitialisationScheme.Kaiming"/>.</value>
    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.Kaiming;

    /// <summary>Seed of weights, paths, the order of images, augmentation and dropout.</summary>
    /// <value>20.</value>
    public long Seed { get; init; } = 20;

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

    private static string Own(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "own";
}
