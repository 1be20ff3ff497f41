using NasPipelines.Networks.Parameters;
using NasPipelines.Scoring;
using NasPipelines.Networks;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>The smallest NAS-Bench-201 networks, on eight images.</summary>
internal static class Tiny
{
    public const int Samples = 8;

    public static NetworkSize Network { get; } = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 };

    public static ImageBatch Batch { get; } = MakeBatch();

    public static ZeroShotEngine Engine(IReadOnlyList<ZeroShotProxy> proxies, ScoredNetwork form, bool wide = false) => new(
        SearchSpaces.NasBench201, proxies, Batch,
        new ZeroShotEngineOptions { Threads = 1, Seed = 20, Network = Network, Form = form, Double = wide });

    public static ZeroShotObservations Measure(
        ZeroShotProxy proxy, string architecture, ScoredNetwork form = ScoredNetwork.Functional, bool wide = false)
    {
        using var engine = Engine([proxy], form, wide);
        return engine.Measure(SearchSpaces.NasBench201.Parse(architecture));
    }

    public static ScoreValue[] Score(
        IReadOnlyList<ZeroShotProxy> proxies, string architecture, ScoredNetwork form = ScoredNetwork.Functional)
    {
        using var engine = Engine(proxies, form);
        var observed = engine.Measure(SearchSpaces.NasBench201.Parse(architecture));
        return [.. proxies.Select(p => p.Compute(observed))];
    }

    private static ImageBatch MakeBatch()
    {
        var pixels = new float[Samples * 3 * 8 * 8];
        SeededParameters.FillUniform(pixels, SeededParameters.Stream("tiny", 0), 1.5);
        return new ImageBatch(pixels, [.. Enumerable.Range(0, Samples).Select(i => i % 4)], new FeatureShape(3, 8, 8));
    }
}
