using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Time per architecture of the engine, for each proxy alone and for all together, and how near a forward pass comes to the machine's peak.
/// </summary>
internal static class ProxiesProgram
{
    public static int Run(RunOptions options, TextWriter output)
    {
        var peak = MatrixPeak.Measure(options, output);
        var architectures = Workload.Architectures(options.Architectures);
        var batch = Workload.Batch(options.Batch);
        var table = new TextTable("proxies", "ms, median", "ms, least", "ms, most");
        foreach (var proxy in ZeroShotProxies.All)
        {
            Add(table, proxy.Name, [proxy], architectures, batch, options);
        }

        Add(table, $"all {ZeroShotProxies.All.Count} together", ZeroShotProxies.All, architectures, batch, options);
        table.Write(output);
        Forward(architectures, batch, peak, options).Write(output);
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

    private static TextTable Forward(IReadOnlyList<Architecture> architectures, ImageBatch batch, double peak, RunOptions options)
    {
        var forms = new NetworkForms(SearchSpaces.NasBench201, new NetworkSize(), ScoredNetwork.Functional);
        using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
        using var noGradients = no_grad();
        using var images = tensor(batch.Pixels, [batch.Samples, batch.Shape.Channels, batch.Shape.Height, batch.Shape.Width]);
        var table = new TextTable("forward pass", "MMACs run", "ms", "GFLOP/s", "of peak");
        foreach (var architecture in architectures)
        {
            var network = forms.Executable(forms.Layers(architecture));

            // Multiplicities are left out: a shared operation is run once.
            var macs = network.Nodes.Sum(n => n.Macs);
            var seconds = Timing.Repeated(options.Repetitions, () =>
            {
                using var scope = NewDisposeScope();
                TorchNetwork.Run(network, images, context);
            });
            var rate = 2.0 * macs * batch.Samples / seconds / 1e9;
            table.Add(architecture.Text, $"{macs / 1e6:F1}", $"{seconds * 1e3:F1}", $"{rate:F1}", $"{rate / peak:P0}");
        }

        return table;
    }
}
