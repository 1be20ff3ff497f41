using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Benchmarks.Gpu;

/// <summary>Zero-shot scores of a device beside the CPU's, estimator by estimator and all together.</summary>
internal static class GpuZeroShot
{
    // Beyond it a score of float32 differs by more than its rounding.
    private const double Tolerance = 1e-3;

    public static (bool Holds, object Figures) Measure(torch.Device device, RunOptions options, TextWriter output)
    {
        var architectures = Workload.Architectures(Math.Min(options.Architectures, 3));
        var batch = Workload.Batch(options.Batch);
        var table = new TextTable("zero-shot", "CPU, ms", "device, ms", "largest relative difference");
        var estimators = new List<object>();
        var holds = true;
        IReadOnlyList<ZeroShotProxy> all = [.. ZeroShotProxies.All.Where(p => p.Needs != ZeroShotNeeds.None)];
        foreach (var proxies in all.Select(p => (IReadOnlyList<ZeroShotProxy>)[p]).Append(all))
        {
            var name = proxies.Count == 1 ? proxies[0].Name : $"all {proxies.Count} together";
            using var cpu = Engine(proxies, null);
            using var measured = Engine(proxies, device);
            var (slow, expected) = Score(cpu);
            var (fast, found) = Score(measured);
            var difference = expected.Zip(found, Difference).Max();
            holds &= difference <= Tolerance;
            estimators.Add(new { Estimator = name, CpuMilliseconds = slow, DeviceMilliseconds = fast, RelativeDifference = difference });
            table.Add(name, $"{slow:F1}", $"{fast:F1}", $"{difference:E1}");
        }

        table.Write(output);
        return (holds, new { Device = $"{device}", Architectures = architectures.Select(a => a.Text), Estimators = estimators });

        ZeroShotEngine Engine(IReadOnlyList<ZeroShotProxy> proxies, torch.Device? where) => new(
            SearchSpaces.NasBench201, proxies, batch, new ZeroShotEngineOptions { Threads = options.Threads, Device = where });

        // Parameters are made, and kernels loaded, with the first.
        (double Milliseconds, double[] Scores) Score(ZeroShotEngine engine)
        {
            double[] scores = [];
            _ = Workload.Score(engine, architectures[0]);
            var seconds = Timing.Once(() => scores = [.. architectures.SelectMany(a => Workload.Score(engine, a))]).Wall;
            return (1e3 * seconds / architectures.Count, scores);
        }
    }

    // Missing for both is no difference; for one of them it is as large as can be.
    private static double Difference(double expected, double found) =>
        expected.Equals(found) ? 0
        : double.IsFinite(expected) && double.IsFinite(found)
            ? ScoreValue.RelativeDifference(expected, found)
            : double.MaxValue;
}
