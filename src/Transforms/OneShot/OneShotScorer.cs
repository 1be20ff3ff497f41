using System.Diagnostics;
using NasPipelines.Images;
using NasPipelines.Networks.Onnx;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot;

/// <summary>The accuracy and the loss of a supernet's subnets as a scorer of architectures.</summary>
internal sealed class OneShotScorer : Scorer
{
    public const string Kind = "oneshot/2";

    private readonly OneShotEvaluator _evaluator;
    private readonly SupernetPart? _part;
    private readonly OneShotSpecification _specification;
    private readonly IReadOnlyList<ScorerContent> _contents;

    private OneShotScorer(
        OneShotSpecification specification, SupernetModel supernet, ImageSet images, ImageSet? calibration, OnnxProvider provider)
    {
        RequireFit(images, supernet);
        _specification = specification;
        _contents = [
            .. new[] { specification.Images.Embedded(images), specification.Calibration?.Embedded(calibration!) }.OfType<ScorerContent>()];
        _part = supernet.Description.Part;
        Space = supernet.Space;
        Device = provider.Place;
        Provenance = specification.ToProvenance(provider.Name);
        Columns = OneShotColumns.Of(specification);
        _evaluator = new OneShotEvaluator(
            supernet,
            Batches(images),
            calibration is null ? null : Batches(calibration),
            specification.Statistics,
            specification.Execution,
            provider);

        OneShotBatches Batches(ImageSet set) => new(set, specification.BatchSize, supernet.Description.Normalisation);
    }

    public override SearchSpace Space { get; }

    public override IReadOnlyList<ScoreColumn> Columns { get; }

    public override string Provenance { get; }

    internal override string Device { get; }

    /// <summary>The scorer of options.</summary>
    /// <param name="output">The column of accuracies.</param>
    /// <param name="supernet">The supernet.</param>
    /// <param name="path">Its file; null where it is in memory only, and then cannot be saved with a model.</param>
    /// <param name="options">Images and the rest.</param>
    /// <param name="provider">Where networks run.</param>
    /// <exception cref="ArgumentException">Images or architectures do not fit the supernet.</exception>
    public static OneShotScorer Create(string output, SupernetModel supernet, string? path, OneShotOptions options, OnnxProvider provider)
    {
        if (options.SearchSpace is { } space && space != supernet.Space)
        {
            throw new ArgumentException($"{nameof(options.SearchSpace)} is {space.Name}, the supernet {path} is of {supernet.Space.Name}.");
        }

        var images = options.Images!.Take(options.Images.Count - options.EffectiveValidationSize, options.EffectiveValidationSize);
        var specification = new OneShotSpecification
        {
            Output = output,
            LossOutput = options.LossColumnName ?? OneShotColumns.LossName(output),
            Supernet = path,
            SupernetSha256 = path is null ? null : supernet.Sha256,
            ParametersSha256 = supernet.ParametersSha256,
            Space = supernet.Space.Name,
            Network = supernet.Network,
            Statistics = options.Statistics,
            Execution = options.Execution,
            Compat = options.Compat,
            BatchSize = options.BatchSize,
            BatchScores = options.KeepBatchScores ? options.Batches : 0,
            Images = ImageContent.Of(images),
            Calibration = options.CalibrationImages is null ? null : ImageContent.Of(options.CalibrationImages),
            Part = supernet.Description.Part,
        };
        return new OneShotScorer(specification, supernet, images, options.CalibrationImages, provider);
    }

    /// <summary>The scorer of a recipe, on the CPU.</summary>
    /// <exception cref="InvalidDataException">The recipe is damaged, or the files that it names have changed.</exception>
    public static Scorer FromRecipe(ScorerRecipe recipe, Func<string, SearchSpace> space)
    {
        var specification = OneShotSpecification.Decode(recipe.Settings);
        var path = specification.Supernet ?? throw new InvalidDataException("The saved stage does not name the file of its supernet.");
        var supernet = recipe.Contents.FirstOrDefault(c => c.Sha256 == specification.SupernetSha256) is { } carried
            ? SupernetModel.Load(carried.Bytes, path, space)
            : SupernetModel.Load(path, SupernetModel.DefaultMaxBytes, space);
        return supernet.Sha256 == specification.SupernetSha256
            ? new OneShotScorer(
                specification, supernet, specification.Images.Load(recipe), specification.Calibration?.Load(recipe), OnnxProvider.Cpu)
            : throw new InvalidDataException(
                $"{path} is another supernet than the model was made with: its SHA-256 is {supernet.Sha256}, the model "
                    + $"names {specification.SupernetSha256}.");
    }

    /// <summary>A recipe with the supernet's file in it.</summary>
    /// <exception cref="InvalidDataException">The file has changed since the scorer was made.</exception>
    public static ScorerRecipe WithSupernet(ScorerRecipe recipe)
    {
        var specification = OneShotSpecification.Decode(recipe.Settings);
        return ScorerContent.Of(File.ReadAllBytes(specification.Supernet!)) is var content && content.Sha256 == specification.SupernetSha256
            ? recipe with { Contents = [.. recipe.Contents, content] }
            : throw new InvalidDataException($"{specification.Supernet} has changed since the stage was made.");
    }

    /// <summary>The columns of settings.</summary>
    public static IReadOnlyList<ScoreColumn> ColumnsOf(string settings) => OneShotColumns.Of(OneShotSpecification.Decode(settings));

    public override string IdentityOf(int column) => _specification.ToIdentity(OneShotColumns.Quantity(column), Space);

    public override string KeyOf(Architecture architecture) =>
        _evaluator.KeyOf(architecture) + (IsOutside(architecture) ? " outside" : string.Empty);

    public override ScoreRow Score(Architecture architecture, ScoringContext context)
    {
        if (IsOutside(architecture))
        {
            var reason = $"the supernet is of the part of the space {_part!.Describe(Space)}";
            return new(Columns.Select(_ => ScoreValue.Missing(reason)));
        }

        var clock = Stopwatch.GetTimestamp();
        var batches = _evaluator.Evaluate(architecture, context);
        var weighted = !_specification.Compat.HasFlag(OneShotCompat.LastBatchWeight);
        ScoreValue[] values =
        [
            BatchScore.Mean(batches, b => b.Accuracy, weighted),
            BatchScore.Mean(batches, b => b.Loss, weighted),
            .. _specification.BatchScores > 0
                ? batches.SelectMany(b => new[] { BatchScore.Value(b.Accuracy), BatchScore.Value(b.Loss) })
                : [],
        ];
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return new(values, values.Select(_ => seconds));
    }

    internal override ScorerRecipe ToRecipe(int? column = null) =>
        _specification.Supernet is null
            ? throw new NotSupportedException(
                "The supernet is in memory only: save it to a file, or its checkpoint, and score with that file to save the stage.")
            : new(Kind, _specification.Encode(), [.. _contents]);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _evaluator.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsOutside(Architecture architecture) => _part is not null && !_part.Contains(architecture);

    private static void RequireFit(ImageSet images, SupernetModel supernet)
    {
        var (network, shape) = (supernet.Network, images.Shape);
        if (images.Classes != network.Classes
            || shape.Channels != network.ImageChannels
            || shape.Height != network.ImageSize
            || shape.Width != network.ImageSize)
        {
            throw new ArgumentException(
                $"The images are {shape} of {images.Classes} classes; the supernet "
                + $"takes {network.ImageChannels}x{network.ImageSize}x{network.ImageSize} "
                + $"of {network.Classes} classes.");
        }
    }
}
