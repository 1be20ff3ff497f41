using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using NasPipelines.Architectures;
using NasPipelines.Images;
using NasPipelines.Networks.Onnx;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot;

namespace NasPipelines.OneShot;

/// <summary>The accuracy and the loss of a supernet's subnets as a scorer of architectures.</summary>
internal sealed class OneShotScorer : IArchitectureScorer
{
    public const string Kind = "oneshot/1 ";

    private readonly OneShotEvaluator _evaluator;
    private readonly OneShotSpecification _specification;

    private OneShotScorer(OneShotSpecification specification, SupernetModel supernet, ImageSet images, ImageSet? calibration, OnnxProvider provider)
    {
        RequireFit(images, supernet);
        _specification = specification;
        Space = supernet.Space;
        Specification = Kind + specification.Encode();
        Provenance = specification.ToProvenance(provider.Name);
        var batches = (images.Count + specification.BatchSize - 1) / specification.BatchSize;
        Scores = [.. ScoreNames(specification.Output, specification.KeepBatchScores ? batches : 0).Select(Describe)];
        _evaluator = new OneShotEvaluator(
            supernet,
            Batches(images),
            calibration is null ? null : Batches(calibration),
            specification.Statistics,
            specification.Execution,
            specification.Threads,
            provider);

        OneShotBatches Batches(ImageSet set) => new(set, specification.BatchSize, supernet.Description.Normalisation);
    }

    public SearchSpace Space { get; }

    public IReadOnlyList<ScoreDescription> Scores { get; }

    public string Specification { get; }

    public string Provenance { get; }

    public string SpecificationOf(int score) => Specification;

    public string IdentityOf(int score) => _specification.ToIdentity();

    /// <summary>The columns of a stage: accuracy, loss, and both per batch where kept.</summary>
    public static IReadOnlyList<string> ScoreNames(string output, int batches) =>
        [output, LossName(output), .. Enumerable.Range(0, batches).SelectMany(b => new[] { $"{output}_b{b}", $"{LossName(output)}_b{b}" })];

    /// <exception cref="ArgumentException">Images or architectures do not fit the supernet.</exception>
    /// <exception cref="InvalidDataException">The file is not a supernet.</exception>
    public static OneShotScorer Create(string output, string supernetPath, OneShotOptions options, OnnxProvider provider)
    {
        var supernet = SupernetModel.Load(supernetPath);
        if (options.SearchSpace is { } space && space != supernet.Space.Name)
        {
            throw new ArgumentException($"{nameof(options.SearchSpace)} is {space}, the supernet {supernetPath} is of {supernet.Space.Name}.");
        }

        var images = options.Images!.Take(options.Images.Count - options.EffectiveValidationSize, options.EffectiveValidationSize);
        var specification = new OneShotSpecification
        {
            Output = output,
            Supernet = supernetPath,
            SupernetSha256 = supernet.Sha256,
            ParametersSha256 = supernet.ParametersSha256,
            Space = supernet.Space.Name,
            Network = supernet.Network,
            Statistics = options.Statistics,
            Execution = options.Execution,
            Compat = options.Compat,
            BatchSize = options.BatchSize,
            KeepBatchScores = options.KeepBatchScores,
            Threads = options.EffectiveThreads,
            Images = ImageContent.From(images),
            Calibration = options.CalibrationImages is null ? null : ImageContent.From(options.CalibrationImages),
        };
        return new OneShotScorer(specification, supernet, images, options.CalibrationImages, provider);
    }

    /// <summary>The scorer of a saved model, on the CPU.</summary>
    public static IArchitectureScorer FromSpecification(string text)
    {
        var specification = OneShotSpecification.Decode(text[Kind.Length..]);
        var supernet = SupernetModel.Load(specification.Supernet);
        return supernet.Sha256 == specification.SupernetSha256
            ? new OneShotScorer(specification, supernet, specification.Images.Load(), specification.Calibration?.Load(), OnnxProvider.Cpu)
            : throw new InvalidDataException(
                $"{specification.Supernet} is another supernet than the model was made with: its SHA-256 is {supernet.Sha256}, the model names {specification.SupernetSha256}.");
    }

    public string KeyOf(Architecture architecture) => _evaluator.KeyOf(architecture);

    public ScoreRow Score(Architecture architecture, CancellationToken cancellation)
    {
        var clock = Stopwatch.GetTimestamp();
        ImmutableArray<BatchScore> batches;
        try
        {
            batches = _evaluator.Evaluate(architecture, cancellation);
        }
        catch (OnnxRuntimeException e)
        {
            // Out of memory, say: this architecture has no score, the others go on.
            var reason = e.Message.Split('\n')[0];
            return new([.. Scores.Select(_ => ScoreValue.Missing(reason))], [.. Scores.Select(_ => Stopwatch.GetElapsedTime(clock).TotalSeconds)]) { Failed = true };
        }

        var weighted = !_specification.Compat.HasFlag(OneShotCompat.LastBatchWeight);
        double[] values =
        [
            BatchScore.Mean(batches, b => b.Accuracy, weighted),
            BatchScore.Mean(batches, b => b.Loss, weighted),
            .. _specification.KeepBatchScores ? batches.SelectMany(b => new[] { b.Accuracy, b.Loss }) : [],
        ];
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return new([.. values.Select(ScoreValue.FromDouble)], [.. values.Select(_ => seconds)]);
    }

    public ScoreRow ScoreEncoding(Architecture architecture) => throw new InvalidOperationException("no one-shot score depends on the encoding");

    public void Dispose() => _evaluator.Dispose();

    private static string LossName(string output) => $"{output}Loss";

    private static ScoreDescription Describe(string name, int position) =>
        new(name, position % 2 == 0 ? ScoreDirection.HigherIsBetter : ScoreDirection.LowerIsBetter, DependsOnEncoding: false);

    private static void RequireFit(ImageSet images, SupernetModel supernet)
    {
        var (network, shape) = (supernet.Network, images.Shape);
        if (images.Classes != network.Classes || shape.Channels != network.ImageChannels || shape.Height != network.ImageSize || shape.Width != network.ImageSize)
        {
            throw new ArgumentException(
                $"The images are {shape} of {images.Classes} classes; the supernet takes {network.ImageChannels}x{network.ImageSize}x{network.ImageSize} of {network.Classes} classes.");
        }
    }
}
