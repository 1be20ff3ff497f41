using System.Runtime.CompilerServices;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot;

/// <summary>How zero-shot scores are computed.</summary>
public sealed record ZeroShotOptions
{
    /// <summary>Name of the search space; null reads it from the annotation that loaders leave on the column of architectures.</summary>
    /// <value>null.</value>
    public string? SearchSpace { get; init; }

    /// <summary>Images to score on; only proxies without data can do without.</summary>
    /// <value>null.</value>
    public ImageSet? Images { get; init; }

    /// <summary>Images in the batch.</summary>
    /// <value>64.</value>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Number of batches; a score is the mean over them. The last one may be smaller and then counts by its images. The batch is never split.
    /// </summary>
    /// <value>1.</value>
    public int Batches { get; init; } = 1;

    /// <summary>The part of the images that batches are taken from.</summary>
    /// <value>All.</value>
    public ImagePart Part { get; init; }

    /// <summary>What happens to images before they are normalised.</summary>
    /// <value>Nothing, as to test images.</value>
    public ImageTransform Transform { get; init; } = ImageTransform.None;

    /// <summary>Which images are in the batches.</summary>
    /// <value>The first ones.</value>
    public BatchSelection Batch { get; init; } = BatchSelection.First;

    /// <summary>How pixels become values; null means CIFAR-10's mean and deviation for three channels, none for others.</summary>
    /// <value>null.</value>
    public ImageNormalisation? Normalisation { get; init; }

    /// <summary>Seed of the untrained weights.</summary>
    /// <value>0.</value>
    public long Seed { get; init; }

    /// <summary>
    /// Several seeds in place of <see cref="Seed"/>. A proxy then has the mean over them in the column of its name, their sample standard deviation in
    /// <c>name_sd</c> and each value in <c>name_seed20</c> and so on; a value that is missing for one seed is missing in the mean.
    /// </summary>
    /// <value>null: <see cref="Seed"/> alone.</value>
    public IReadOnlyList<long>? Seeds { get; init; }

    /// <summary>Distribution of the untrained weights.</summary>
    /// <value><see cref="InitialisationScheme.Reference"/>.</value>
    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.Reference;

    /// <summary>Whether networks are run in float64 instead of float32.</summary>
    /// <value>false.</value>
    public bool DoublePrecision { get; init; }

    /// <summary>What batch normalisations divide by; <c>zen</c> and the components of AZ-NAS use the batch by definition.</summary>
    /// <value><see cref="BatchNormStatistics.Batch"/>.</value>
    public BatchNormStatistics Statistics { get; init; }

    /// <summary>Which network stands for an architecture.</summary>
    /// <value><see cref="ScoredNetwork.Functional"/>.</value>
    public ScoredNetwork Form { get; init; } = ScoredNetwork.Functional;

    /// <summary>Size of the network; null means the benchmark's, for the classes and size of the images.</summary>
    /// <value>null.</value>
    public NetworkSize? Network { get; init; }

    /// <summary>Published behaviours to reproduce.</summary>
    /// <value>None.</value>
    public ZeroShotCompat Compat { get; init; }

    /// <summary>Threads of each worker; 0 means all cores divided among the workers. Rounding, not meaning, depends on it.</summary>
    /// <value>0.</value>
    public int Threads { get; init; }

    /// <summary>Architectures scored at a time by <see cref="ScoringTransformer.ScoreAll"/>.</summary>
    /// <value>1.</value>
    public int Workers { get; init; } = 1;

    /// <summary>Where scores are kept as soon as they are known, and looked up before they are computed; yours to dispose, after the stage.</summary>
    /// <value>null: they are kept in memory only.</value>
    public ScoreJournal? Journal { get; init; }

    /// <summary>The column of architectures.</summary>
    /// <value>Architecture.</value>
    public string ArchitectureColumnName { get; init; } = "Architecture";

    /// <summary>The added column with the reasons for missing scores; null adds none.</summary>
    /// <value>ScoreStatus.</value>
    public string? StatusColumnName { get; init; } = "ScoreStatus";

    /// <summary>Threads of each worker after resolving 0.</summary>
    internal int EffectiveThreads => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / Workers);

    private static ZeroShotCompat AllCompat => Enum.GetValues<ZeroShotCompat>().Aggregate((all, one) => all | one);

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Require(BatchSize is >= 2 and <= 4096, $"{nameof(BatchSize)} must be in [2, 4096] (was {BatchSize}).");
        Require(Batches is >= 1 and <= 64, $"{nameof(Batches)} must be in [1, 64] (was {Batches}).");
        RequireDefined(Part);
        RequireDefined(Initialisation);
        Require(
            Statistics is BatchNormStatistics.Batch or BatchNormStatistics.Initial,
            $"{nameof(Statistics)} must be {BatchNormStatistics.Batch} or {BatchNormStatistics.Initial}, as an untrained network has no others (was {Statistics}).");
        RequireDefined(Form);
        Require((Compat & ~AllCompat) == 0, $"{nameof(Compat)} must be made of {string.Join(", ", Enum.GetNames<ZeroShotCompat>())} (was {Compat}).");
        Require(Batch is not null, $"{nameof(Batch)} must say which images (was null).");
        Require(Transform is not null, $"{nameof(Transform)} must be {nameof(ImageTransform)}.{nameof(ImageTransform.None)} or another (was null).");
        Require(
            Seeds is null || (Seeds.Count is >= 1 and <= 64 && Seeds.Distinct().Count() == Seeds.Count),
            $"{nameof(Seeds)} must be 1 to 64 different numbers, or null (was {string.Join(", ", Seeds ?? [])}).");
        if (Images is not null && Enum.IsDefined(Part))
        {
            var available = Images.Range(Part).Count;
            var needed = Batches == 1 ? BatchSize : ((Batches - 1) * BatchSize) + 2;
            Require(needed <= available, $"{nameof(BatchSize)} times {nameof(Batches)} must be at most the number of images, {available} (was {BatchSize} times {Batches}).");
        }

        if (Images is { Shape: var shape } && Network is { } network)
        {
            Require(
                network.ImageSize == shape.Height && network.ImageSize == shape.Width && network.ImageChannels == shape.Channels && network.Classes >= Images.Classes,
                $"{nameof(Network)} must be for the images, {shape} in {Images.Classes} classes: set its {nameof(network.ImageSize)}, {nameof(network.ImageChannels)} "
                + $"and {nameof(network.Classes)} (were {network.ImageSize}, {network.ImageChannels} and {network.Classes}).");
        }

        Require(Threads is >= 0 and <= 1024, $"{nameof(Threads)} must be in [0, 1024] (was {Threads}).");
        Require(Workers is >= 1 and <= 1024, $"{nameof(Workers)} must be in [1, 1024] (was {Workers}).");
        Require(!string.IsNullOrWhiteSpace(ArchitectureColumnName), $"{nameof(ArchitectureColumnName)} must name a column.");
        Require(SearchSpace is null || Architectures.SearchSpaces.All.Any(s => s.Name == SearchSpace), $"{nameof(SearchSpace)} must be one of {string.Join(", ", Architectures.SearchSpaces.All.Select(s => s.Name))} (was '{SearchSpace}').");
        try
        {
            Network?.Validate();
        }
        catch (ArgumentException e)
        {
            faults.Add($"{nameof(Network)}: {e.Message}");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults));
        }

        void RequireDefined<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
            where T : struct, Enum => Require(Enum.IsDefined(value), $"{name} must be one of {string.Join(", ", Enum.GetNames<T>())} (was {value}).");

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }
}
