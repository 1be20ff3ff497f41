using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Latency;
using NasPipelines.Networks.Onnx;
using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Stages;

/// <summary>
/// Adds the scores of performance estimators to a view of architectures.
/// <list type="table">
/// <item><term>Needs training?</term><description>No; fitting checks the schema and prepares the scorer.</description></item>
/// <item><term>Reads</term><description>The column of architectures (text, any encoding of the space).</description></item>
/// <item><term>Adds</term><description>A <c>Double</c> column per score, higher is better, NaN where there is none, and a text column with
/// the reasons.</description></item>
/// <item><term>Deterministic?</term><description>Yes: a score depends on the seed, the architecture and the options
/// only.</description></item>
/// <item><term>Saveable?</term><description>
/// Yes, but for estimators and scorers of your own; the saved model carries the options and the images it scores on, or names their files
/// and the supernet with their SHA-256.
/// </description></item>
/// </list>
/// </summary>
public sealed partial class ScoringEstimator : IEstimator<ScoringTransformer>
{
    private readonly MLContext _context;
    private readonly Func<IDataView, Scorer> _createScorer;
    private readonly IReadOnlyList<PromisedScore> _scores;
    private readonly StageOptions _options;

    /// <param name="context">The context.</param>
    /// <param name="createScorer">Makes the scorer of a view; the stage that is fitted owns it.</param>
    /// <param name="scores">Its columns.</param>
    /// <param name="options">Columns, threads, journal.</param>
    internal ScoringEstimator(
        MLContext context, Func<IDataView, Scorer> createScorer, IReadOnlyList<PromisedScore> scores, StageOptions options)
    {
        (_context, _createScorer, _scores, _options) = (context, createScorer, scores, options);
    }

    /// <summary>A stage of zero-shot scores: <c>nas.Transforms.ZeroShot</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="proxies">The estimators.</param>
    /// <param name="options">Images, seed and the rest.</param>
    /// <param name="reasons">Whether the column of the reasons for missing scores is added, where the options name one.</param>
    /// <exception cref="ArgumentException">A name is repeated, an option is out of range, or images are missing.</exception>
    /// <exception cref="InvalidOperationException">The device is not available; the message says what is missing.</exception>
    public static ScoringEstimator ZeroShot(
        MLContext context, IReadOnlyList<ZeroShotProxy> proxies, ZeroShotOptions options, bool reasons = true)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(proxies);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var names = proxies.Select(p => p.Name).ToList();
        if (names.Count == 0 || names.Distinct().Count() < names.Count)
        {
            throw new ArgumentException($"Name at least one proxy, and each once (was {string.Join(", ", names)}).", nameof(proxies));
        }

        if (options.Images is null && ZeroShotEngine.NeedsImages(proxies) is { Count: > 0 } wanting)
        {
            throw new ArgumentException(
                $"{string.Join(", ", wanting)} need images: set the option {nameof(options.Images)}.", nameof(options));
        }

        if (proxies.FirstOrDefault(p => ZeroShotProxies.All.Any(l => l != p && l.Name.Equals(p.Name, StringComparison.OrdinalIgnoreCase)))
            is { } disguised)
        {
            throw new ArgumentException(
                $"'{disguised.Name}' is the name of an estimator that comes with the product: give {disguised.GetType().Name} another one.",
                nameof(proxies));
        }

        // What only counts runs no network.
        var device = proxies.Any(p => p.Needs != ZeroShotNeeds.None) ? ExecutionDevices.ResolveTorch(context, options.Device) : null;
        var columns = new ZeroShotColumns(proxies, options.Seeds ?? [options.Seed], options.Compat).Columns;
        return columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new ArgumentException(
                $"Two scores would be named '{twice.Key}': the names of proxies and seeds collide.", nameof(proxies))
            : new(
                context,
                view => ZeroShotScorer.Create(
                    proxies, options, options.SearchSpace ?? ArchitectureColumn.SpaceOf(view.Schema, options.ArchitectureColumnName),
                    device),
                [.. columns.Select(c => new PromisedScore(c.Name, c.Statistic is not null))],
                StageOptions.Of(options, reasons));
    }

    /// <summary>A stage of one-shot scores with a supernet's file: <c>nas.Transforms.OneShot</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="outputColumnName">The column of accuracies, 0 to 1.</param>
    /// <param name="modelPath">The supernet, an <c>.onnx</c> file; read when the stage is fitted.</param>
    /// <param name="options">Images, batch size and the rest.</param>
    /// <exception cref="ArgumentException">An option is out of range, or images are missing.</exception>
    public static ScoringEstimator OneShot(MLContext context, string outputColumnName, string modelPath, OneShotOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelPath);
        return OneShot(
            context, outputColumnName, view => SupernetModel.Load(modelPath, Own(view)), modelPath, options);

        SearchSpace[] Own(IDataView view) =>
            (options.SearchSpace ?? ArchitectureColumn.SpaceOf(view.Schema, options.ArchitectureColumnName)) is { } own
                ? [own]
                : [];
    }

    /// <summary>A stage of one-shot scores with a supernet in memory, which cannot be saved with a model.</summary>
    /// <param name="context">The context.</param>
    /// <param name="outputColumnName">The column of accuracies, 0 to 1.</param>
    /// <param name="supernet">The supernet.</param>
    /// <param name="options">Images, batch size and the rest.</param>
    /// <exception cref="ArgumentException">An option is out of range, or images are missing.</exception>
    public static ScoringEstimator OneShot(MLContext context, string outputColumnName, SupernetModel supernet, OneShotOptions options)
    {
        ArgumentNullException.ThrowIfNull(supernet);
        return OneShot(context, outputColumnName, _ => supernet, null, options);
    }

    /// <summary>A stage of measured latencies: <c>nas.Transforms.Latency</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">Batch, threads, runs; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ScoringEstimator Latency(MLContext context, LatencyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        options ??= new();
        options.Validate();
        return new(
            context,
            view => new LatencyScorer(
                options.SearchSpace ?? ArchitectureColumn.SpaceOf(view.Schema, options.ArchitectureColumnName)
                    ?? throw new ArgumentException(
                        $"Column '{options.ArchitectureColumnName}' does not say its search space: set {nameof(options.SearchSpace)}."),
                options,
                ExecutionDevices.Resolve(context, options.Device, OnnxProvider.Available())),
            [new(options.LatencyColumnName), new(options.SpreadColumnName)],
            StageOptions.Of(options));
    }

    /// <inheritdoc/>
    public ScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArchitectureColumn.Require(input.Schema, _options.ArchitectureColumn);
        var scorer = _createScorer(input) ?? throw new InvalidOperationException("No scorer was made for the view.");
        try
        {
            if (!scorer.Columns.Select(c => c.Name).SequenceEqual(_scores.Select(s => s.Name)))
            {
                throw new InvalidOperationException(
                    $"{scorer.GetType().Name} has the "
                    + $"columns {string.Join(", ", scorer.Columns.Select(c => c.Name))}; the stage was made for "
                    + $"{string.Join(", ", _scores.Select(s => s.Name))}.");
            }

            return new ScoringTransformer(
                _context, new ScoreMemo(scorer, _options.Journal?.For(scorer, Warn), RemoteOf(scorer)), _options);
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }

    /// <summary>The shape of a view with score columns added: for estimators that train a scorer.</summary>
    /// <param name="context">The context.</param>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <param name="scoreColumnNames">The columns to add.</param>
    /// <param name="options">The column of architectures, and whether there is one of reasons.</param>
    /// <exception cref="ArgumentException">There is no column of architectures, or it is of another type.</exception>
    public static SchemaShape ShapeOf(
        MLContext context, SchemaShape inputSchema, IReadOnlyList<string> scoreColumnNames, ScoringOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(inputSchema);
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        return PromisedScore.ShapeOf(
            context, inputSchema, [.. scoreColumnNames.Select(name => new PromisedScore(name))], StageOptions.Of(options ?? new()));
    }

    /// <inheritdoc/>
    SchemaShape IEstimator<ScoringTransformer>.GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return PromisedScore.ShapeOf(_context, inputSchema, _scores, _options);
    }

    private static ScoringEstimator OneShot(
        MLContext context, string outputColumnName, Func<IDataView, SupernetModel> load, string? path, OneShotOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.Images is null
            ? throw new ArgumentException(
                $"One-shot scores need validation images: set the option {nameof(options.Images)}.", nameof(options))
            : new(
                context,
                view => OneShotScorer.Create(
                    outputColumnName, load(view), path, options,
                    ExecutionDevices.Resolve(context, options.Device, OnnxProvider.Available())),
                [
                    .. OneShotColumns.Names(
                        outputColumnName,
                        options.LossColumnName ?? OneShotColumns.LossName(outputColumnName),
                        options.KeepBatchScores ? options.Batches : 0).Select(name => new PromisedScore(name)),
                ],
                StageOptions.Of(options));
    }

    // A scorer that cannot be sent is refused here, before any work.
    private RemoteScoring? RemoteOf(Scorer scorer)
    {
        if (_options.Cluster is null || scorer.Columns.All(c => c.DependsOnEncoding))
        {
            return null;
        }

        var recipe = ScorerKinds.PortableOf(scorer);
        return new(
            _options.Cluster,
            scorer,
            () => new StagePayload(recipe, _options.ArchitectureColumn, null, 0).ToBytes(System.IO.Compression.CompressionLevel.Fastest));
    }

    private void Warn(string message)
    {
        using var channel = ((IHostEnvironment)_context).Register("NasPipelines.Scoring").Start("Journal");
        channel.Warning(MessageSensitivity.None, message);
    }
}
