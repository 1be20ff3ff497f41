using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.ML;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot;

/// <summary>Zero-shot estimators as a scorer of architectures.</summary>
internal sealed class ZeroShotScorer : IArchitectureScorer
{
    public const string Kind = "zeroshot/1 ";

    private readonly ZeroShotEngine _engine;
    private readonly ZeroShotSpecification _specification;

    private ZeroShotScorer(ZeroShotSpecification specification, IReadOnlyList<ZeroShotProxy> proxies)
    {
        Space = SearchSpaces.Get(specification.Space);
        _specification = specification;
        Specification = Kind + specification.Encode();
        Provenance = specification.ToProvenance();
        Scores = [.. proxies.Select(p => new ScoreDescription(p.Name, p.Direction, p.DependsOnEncoding))];
        var options = new ZeroShotEngineOptions
        {
            Seed = specification.Seed,
            Initialisation = specification.Initialisation,
            Double = specification.DoublePrecision,
            Form = specification.Form,
            Network = specification.Network,
            Compat = specification.Compat,
            Threads = specification.Threads,
        };
        _engine = new ZeroShotEngine(Space, proxies, specification.Batch?.ToBatch(), options);
    }

    public SearchSpace Space { get; }

    public IReadOnlyList<ScoreDescription> Scores { get; }

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
            ? new NetworkOptions()
            : new NetworkOptions { Classes = images.Classes, ImageSize = images.Shape.Height, ImageChannels = images.Shape.Channels });
        var normalisation = options.Normalisation
            ?? (images is null || images.Shape.Channels == 3 ? Normalisation.Cifar10 : Normalisation.None(images.Shape.Channels));
        var usesImages = ZeroShotEngine.NeedsImages(proxies).Count > 0;
        var specification = new ZeroShotSpecification
        {
            Space = space,
            Proxies = [.. proxies.Select(p => p.Name)],
            Seed = options.Seed,
            Initialisation = options.Initialisation,
            DoublePrecision = options.DoublePrecision,
            Form = options.Form,
            Network = network,
            Compat = options.Compat,
            Threads = options.EffectiveThreads,
            Batch = images is null || !usesImages ? null : ZeroShotSpecification.BatchContent.From(images, options.Batch, options.BatchSize, normalisation),
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
        var proxy = _engine.Proxies[score];
        return Kind + (_specification with
        {
            Proxies = [proxy.Name],
            Batch = proxy.NeedsImages ? _specification.Batch : null,
            Definition = ZeroShotProxies.All.Contains(proxy) ? null : $"{proxy.GetType().FullName} {proxy.GetType().Module.ModuleVersionId}",
        }).Encode();
    }

    // Where every score is of the encoding there is nothing to share, and no function to find.
    private bool IsOfEncoding => Scores.All(s => s.DependsOnEncoding);

    public string KeyOf(Architecture architecture) => IsOfEncoding ? architecture.Text : _engine.KeyOf(architecture);

    public ScoreRow Score(Architecture architecture, CancellationToken cancellation)
    {
        if (IsOfEncoding)
        {
            return ScoreEncoding(architecture);
        }

        var observations = _engine.Measure(architecture, cancellation);
        return new(
            [.. _engine.Proxies.Select(p => p.Compute(observations))], [.. _engine.Proxies.Select(p => observations.Seconds.Of(p.Needs))]);
    }

    public ScoreRow ScoreEncoding(Architecture architecture)
    {
        var clock = Stopwatch.GetTimestamp();
        var costs = _engine.Cost(architecture);
        var values = _engine.Proxies.Select(p => p.DependsOnEncoding ? p.Compute(costs) : default).ToImmutableArray();
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return new(values, [.. _engine.Proxies.Select(_ => seconds)]);
    }

    public void Dispose() => _engine.Dispose();

    private static string? SpaceOf(DataViewSchema? schema, string column) =>
        schema?.GetColumnOrNull(column) is { } found ? ViewAnnotations.Text(found, ViewAnnotations.SearchSpace) : null;
}
