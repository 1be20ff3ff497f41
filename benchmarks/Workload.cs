using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks;

/// <summary>What is scored: random NAS-Bench-201 architectures of the benchmark's size on made images.</summary>
internal static class Workload
{
    private const int Classes = 10;
    private static readonly FeatureShape Image = new(3, 32, 32);

    /// <summary>The eight measures of Abdelfattah et al. 2021 and Mellor et al. 2021.</summary>
    public static IReadOnlyList<ZeroShotProxy> SetOfEight { get; } =
        [.. new[] { "grad_norm", "plain", "snip", "fisher", "grasp", "jacob_cov", "synflow", "relu_logdet" }.Select(ZeroShotProxies.Get)];

    /// <summary>Random architectures whose output depends on their input, the same ones in each run.</summary>
    public static IReadOnlyList<Architecture> Architectures(int count)
    {
        var space = SearchSpaces.NasBench201;
        var candidates = Math.Min((2 * count) + 32, (int)space.Size);
        return [.. space.Sample(candidates, seed: 1).Where(SearchSpaces.NasBench201.IsConnected).Take(count)];
    }

    /// <summary>Images of uniform noise with unit variance, labels in turn.</summary>
    public static ImageBatch Batch(int samples)
    {
        var pixels = new float[samples * Image.Size];
        SeededParameters.FillUniform(pixels, SeededParameters.Stream("benchmark images", 0), Math.Sqrt(3));
        return new ImageBatch(pixels, [.. Enumerable.Range(0, samples).Select(i => i % Classes)], Image);
    }

    public static ZeroShotEngine Engine(
        IReadOnlyList<ZeroShotProxy> proxies, ImageBatch batch, int threads, ScoredNetwork form = ScoredNetwork.Functional) =>
        new(SearchSpaces.NasBench201, proxies, batch, new ZeroShotEngineOptions { Threads = threads, Form = form });

    /// <summary>The scores of an architecture; NaN where there is none.</summary>
    public static double[] Score(ZeroShotEngine engine, Architecture architecture)
    {
        var observations = engine.Measure(architecture);
        return [.. engine.Proxies.Select(p => p.Compute(observations).Value)];
    }
}
