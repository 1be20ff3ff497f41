using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks;

/// <summary>Time per architecture of the engine, for each proxy alone and for all together.</summary>
internal static class ProxiesProgram
{
    public static int Run(RunOptions options, TextWriter output)
    {
        var architectures = Workload.Architectures(options.Architectures);
        var batch = Workload.Batch(options.Batch);
        var table = new TextTable("proxies", "ms, median", "ms, least", "ms, most");
        foreach (var proxy in ZeroShotProxies.All)
        {
            Add(table, proxy.Name, [proxy], architectures, batch, options);
        }

        Add(table, $"all {ZeroShotProxies.All.Count} together", ZeroShotProxies.All, architectures, batch, options);
        table.Write(output);
        return 0;
    }

    private static void Add(
        TextTable table, string name, IReadOnlyList<ZeroShotProxy> proxies, IReadOnlyList<Architecture> architectures, ImageBatch batch,
        RunOptions options)
    {
        using var engine = Workload.Engine(proxies, batch, options.Threads);
        var milliseconds = architectures.Select(a => 1e3 * Timing.Repeated(options.Repetitions, () => Workload.Score(engine, a))).ToList();
        table.Add(name, $"{Timing.Median(milliseconds):F1}", $"{milliseconds.Min():F1}", $"{milliseconds.Max():F1}");
    }
}
