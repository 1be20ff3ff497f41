using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.ML;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;
using ExternalException = System.Runtime.InteropServices.ExternalException;

namespace NasPipelines.ZeroShot;

/// <summary>Zero-shot estimators as a scorer of architectures.</summary>
internal sealed class ZeroShotScorer : IArchitectureScorer
{
    public const string Kind = "zeroshot/1 ";

    private readonly ZeroShotSpecification _specification;
    private readonly ZeroShotColumns _columns;
    private readonly IReadOnlyList<ZeroShotEngine> _engines;

    private ZeroShotScorer(ZeroShotSpecification specification, IReadOnlyList<ZeroShotProxy> proxies)
    {
        Space = SearchSpaces.Get(specification.Space);
        _specification = specification;
        Specification = Kind + specification.Encode();
        Provenance = specification.ToProvenance();
        _columns = new ZeroShotColumns(proxies, specification.AllSeeds, specification.Compat);
        var batches = specification.Batch?.ToBatches() ?? [];
        _engines = [.. specification.AllSeeds.Select(seed => new ZeroShotEngine(Space, proxies, batches, new ZeroShotEngineOptions
        {
            Seed = seed,
            Initialisation = specification.Initialisation,
            Double = specification.DoublePrecision,
            Form = specification.Form,
            Network = specification.Network,
            Statistics = specification.Statistics,
            Compat = specification.Compat,
            Threads = specification.Threads,
        }))];
    }

    public SearchSpace Space { get; }

    public IReadOnlyList<ScoreDescription> Scores => _columns.Scores;

    public string Specification { get; }

    public string Provenance { get; }

    /// <summary>The scorer of options; the space comes from them or from the annotation of the column of architectures.</summary>
    /// <exception cref="ArgumentException">Options are at fault, or the space is not known.</exception>
    public static ZeroShotScorer Create(IReadOnlyList<ZeroShotProxy> proxies, ZeroShotOptions options, DataViewSchema? schema)
    {
        var space = options.SearchSpace ?? SpaceOf(schema, options.ArchitectureColumnName)
            ?? throw new ArgumentException(
                $"Which search space the architectures of column '{options.ArchitectureColumnName}' are of is not known: set the option {nameof(options.SearchSpace)} to one of {string.Join(", ", SearchSpaces.All.Select(s => s.Name))}.");
        var images = options.Images;
        var network = options.Network ?? (images is null
            ? new NetworkSize()
            : new NetworkSize { Classes = images.Classes, ImageSize = images.Shape.Height, ImageChannels = images.Shape.Channels });
        var normalisation = options.Normalisation
            ?? (images is null || images.Shape.Channels == 3 ? ImageNormalisation.Cifar10 : ImageNormalisation.None(images.Shape.Channels));
        var usesImages = ZeroShotEngine.NeedsImages(proxies).Count > 0;
        var specification = new ZeroShotSpecification
        {
            Space = space,
            Proxies = [.. proxies.Select(p => p.Name)],
            Seed = options.Seeds is [var only] ? only : options.Seed,
            Seeds = options.Seeds is { Count: > 1 } several ? several : null,
            Initialisation = options.Initialisation,
            DoublePrecision = options.DoublePrecision,
            Form = options.Form,
            Network = network,
            Compat = options.Compat,
            Statistics = options.Statistics,
            Threads = options.EffectiveThreads,
            Batch = images is null || !usesImages ? null : ZeroShotSpecification.BatchContent.From(images, options, normalisation),
        };
        return new ZeroShotScorer(specification, proxies);
    }

    public static IArchitectureScorer FromSpecification(string text)
    {
        var specification = ZeroShotSpecification.Decode(text[Kind.Length..]);
        return new ZeroShotScorer(specification, [.. specification.Proxies.Select(ZeroShotProxies.Get)]);
    }

    public string SpecificationOf(int score)
    {
        var proxy = _columns.ProxyOf(score);
        return Kind + (_specification with
        {
            Proxies = [proxy.Name],
            Batch = proxy.NeedsImages ? _specification.Batch : null,
            Definition = ZeroShotProxies.All.Contains(proxy) ? null : $"{proxy.GetType().FullName} {proxy.GetType().Module.ModuleVersionId}",
        }).Encode();
    }

    // Where every score is of the encoding there is nothing to share, and no function to find.
    private bool IsOfEncoding => Scores.All(s => s.DependsOnEncoding);

    public string KeyOf(Architecture architecture) => IsOfEncoding ? architecture.Text : _engines[0].KeyOf(architecture);

    public ScoreRow Score(Architecture architecture, CancellationToken cancellation)
    {
        if (IsOfEncoding)
        {
            return ScoreEncoding(architecture);
        }

        return _columns.Row([.. _engines.Select(engine => Score(engine, architecture, cancellation))]);
    }

    public ScoreRow ScoreEncoding(Architecture architecture)
    {
        var clock = Stopwatch.GetTimestamp();
        var engine = _engines[0];
        var costs = engine.Cost(architecture);
        var values = engine.Proxies.Select(p => p.DependsOnEncoding ? p.Compute(costs) : default).ToImmutableArray();
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var row = new ScoreRow(values, [.. engine.Proxies.Select(_ => seconds)]);
        return _columns.Row([.. _engines.Select(_ => row)]);
    }

    public void Dispose()
    {
        foreach (var engine in _engines)
        {
            engine.Dispose();
        }
    }

    // A batch is never split: what does not fit into memory has no score here, and the other architectures go on.
    private static ScoreRow Score(ZeroShotEngine engine, Architecture architecture, CancellationToken cancellation)
    {
        try
        {
            return engine.Score(architecture, cancellation);
        }
        catch (Exception e) when (e is ExternalException or OutOfMemoryException)
        {
            var missing = ScoreValue.Missing(e.Message.Split('\n')[0]);
            return new([.. engine.Proxies.Select(_ => missing)], [.. engine.Proxies.Select(_ => 0.0)]) { Failed = true };
        }
    }

    private static string? SpaceOf(DataViewSchema? schema, string column) =>
        schema?.GetColumnOrNull(column) is { } found ? ViewAnnotations.Text(found, ViewAnnotations.SearchSpace) : null;
}
