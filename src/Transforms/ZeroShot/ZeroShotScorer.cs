using System.Collections.Immutable;
using System.Diagnostics;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using TorchSharp;

namespace NasPipelines.ZeroShot;

/// <summary>Zero-shot estimators as a scorer of architectures.</summary>
internal sealed class ZeroShotScorer : Scorer
{
    public const string Kind = "zeroshot/2";

    private readonly ZeroShotSpecification _specification;
    private readonly ZeroShotBatch? _batch;
    private readonly ZeroShotColumns _columns;
    private readonly IReadOnlyList<ZeroShotEngine> _engines;

    private ZeroShotScorer(
        SearchSpace space, IReadOnlyList<ZeroShotProxy> proxies, ZeroShotSpecification specification, ZeroShotBatch? batch,
        torch.Device? device = null)
    {
        Space = space;
        Device = device is null ? CpuDevice : $"cuda:{device.index}";
        (_specification, _batch) = (specification, batch);
        _columns = new ZeroShotColumns(proxies, specification.Seeds, specification.Compat);
        IsOfEncoding = Columns.All(c => c.DependsOnEncoding);
        Provenance = specification.ToProvenance(device is null ? null : Device);
        var batches = batch?.ToBatches(specification.Images!) ?? [];
        _engines = [.. specification.Seeds.Select(seed => new ZeroShotEngine(Space, proxies, batches, new ZeroShotEngineOptions
        {
            Seed = seed,
            Initialisation = specification.Initialisation,
            Double = specification.DoublePrecision,
            Form = specification.Form,
            Network = specification.Network,
            Statistics = specification.Statistics,
            Compat = specification.Compat,
            Device = device,
        }))];
    }

    public override SearchSpace Space { get; }

    public override IReadOnlyList<ScoreColumn> Columns => _columns.Columns;

    public override string Provenance { get; }

    internal override string Device { get; }

    // Where every score is of the encoding there is nothing to share, and no function to find.
    private bool IsOfEncoding { get; }

    /// <summary>The scorer of options.</summary>
    /// <param name="proxies">The estimators.</param>
    /// <param name="options">Their options.</param>
    /// <param name="space">The space that a view says its architectures are of; null where it does not say.</param>
    /// <param name="device">Where networks run; null means the CPU.</param>
    /// <exception cref="ArgumentException">Options are at fault, or the space is not known.</exception>
    public static ZeroShotScorer Create(
        IReadOnlyList<ZeroShotProxy> proxies, ZeroShotOptions options, SearchSpace? space, torch.Device? device = null)
    {
        space = options.SearchSpace ?? space ?? throw new ArgumentException(
            $"Which search space the architectures of column '{options.ArchitectureColumnName}' are of is not known: set the option "
            + $"{nameof(options.SearchSpace)} to one "
            + $"of {string.Join(", ", SearchSpaces.All.Select(s => s.Name))}, or to a space of your own.");
        var images = options.Images;
        var network = options.NetworkForImages ?? new();
        var batch = images is null || ZeroShotEngine.NeedsImages(proxies).Count == 0 ? null : ZeroShotBatch.From(images, options);
        var specification = new ZeroShotSpecification
        {
            Space = space.Name,
            Proxies = [.. proxies.Select(p => p.Name)],
            Seeds = options.Seeds ?? [options.Seed],
            Initialisation = options.Initialisation,
            DoublePrecision = options.DoublePrecision,
            Form = options.Form,
            Network = network,
            Compat = options.Compat,
            Statistics = options.Statistics,
            Images = batch is null ? null : ZeroShotImages.Of(images!, options, batch),
        };
        return new ZeroShotScorer(space, proxies, specification, batch, device);
    }

    /// <summary>The scorer of a recipe, on the CPU.</summary>
    /// <exception cref="InvalidDataException">The recipe is damaged.</exception>
    /// <exception cref="ArgumentException">It names an estimator or a space that is not known here.</exception>
    public static Scorer FromRecipe(ScorerRecipe recipe, Func<string, SearchSpace> space)
    {
        var specification = ZeroShotSpecification.Decode(recipe.Settings);
        var batch = specification.Images is { } images ? ZeroShotBatch.Decode(images, recipe.Content(images.Content)) : null;
        return new ZeroShotScorer(space(specification.Space), [.. specification.Proxies.Select(ZeroShotProxies.Get)], specification, batch);
    }

    /// <summary>The columns of settings.</summary>
    public static IReadOnlyList<ScoreColumn> ColumnsOf(string settings)
    {
        var specification = ZeroShotSpecification.Decode(settings);
        return new ZeroShotColumns(
            [.. specification.Proxies.Select(ZeroShotProxies.Get)], specification.Seeds, specification.Compat).Columns;
    }

    /// <summary>The first images of a set as batches that settings speak of; null where they speak of none.</summary>
    public static ScorerContent? ContentOf(string settings, ImageSet images) =>
        ZeroShotSpecification.Decode(settings).Images is { } batches ? ZeroShotBatch.First(images, batches)?.Content : null;

    public override string IdentityOf(int column) =>
        ZeroShotIdentity.Of(_specification, Space, _columns.ProxyOf(column), Columns[column]);

    public override string KeyOf(Architecture architecture) => IsOfEncoding ? architecture.Text : _engines[0].KeyOf(architecture);

    public override ScoreRow Score(Architecture architecture, ScoringContext context) =>
        IsOfEncoding
            ? ScoreEncoding(architecture, context)
            : _columns.Row([.. _engines.Select(e => ScoringFailure.Attempt(e.Proxies.Count, () => e.Score(architecture, context)))]);

    internal override ScorerRecipe ToRecipe(int? column = null)
    {
        var proxies = column is { } only ? [_columns.ProxyOf(only)] : _engines[0].Proxies;
        if (proxies.FirstOrDefault(p => !ZeroShotProxies.Includes(p)) is { } own)
        {
            throw new NotSupportedException(
                $"'{own.Name}' is an estimator of your own ({own.GetType().Name}), which no other program could load: save the scores "
                + "instead, or fit the "
                + "stage anew where it is needed.");
        }

        var images = proxies.Any(p => p.NeedsImages) ? _specification.Images : null;
        return new(
            Kind,
            (_specification with { Proxies = [.. proxies.Select(p => p.Name)], Images = images }).Encode(),
            images is null ? [] : [_batch!.Content]);
    }

    protected internal override ScoreRow ScoreEncoding(Architecture architecture, ScoringContext context)
    {
        var row = ScoringFailure.Attempt(
            _engines[0].Proxies.Count, (Engine: _engines[0], architecture), static s => OfEncoding(s.Engine, s.architecture));
        return _engines.Count == 1 ? row : _columns.Row([.. _engines.Select(_ => row)]);
    }

    private static ScoreRow OfEncoding(ZeroShotEngine engine, Architecture architecture)
    {
        var clock = Stopwatch.GetTimestamp();
        var costs = engine.Cost(architecture);
        var values = new ScoreValue[engine.Proxies.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = engine.Proxies[i].DependsOnEncoding ? ZeroShotEngine.Compute(engine.Proxies[i], architecture, costs) : default;
        }

        return new(values, Stopwatch.GetElapsedTime(clock).TotalSeconds);
    }

    private protected override long EstimatePeakBytes(Architecture architecture) =>
        IsOfEncoding ? 0 : _engines[0].EstimatePeak(architecture);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var engine in _engines)
            {
                engine.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
