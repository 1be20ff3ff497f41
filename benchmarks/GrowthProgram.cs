using MathNet.Numerics;
using NasPipelines.Networks;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Benchmarks;

/// <summary>How time and memory grow: with the number of architectures, and with the multiply-accumulates of one.</summary>
internal static class GrowthProgram
{
    private static readonly int[] Numbers = [10, 100, 1000];
    private static readonly NetworkSize Small = new() { Channels = 8, CellsPerStage = 1 };

    public static int Run(RunOptions options, TextWriter output)
    {
        Numerous(options).Write(output);
        Costly(options, output).Write(output);
        return 0;
    }

    private static TextTable Numerous(RunOptions options)
    {
        var table = new TextTable(
            "architectures (8 channels, a cell per stage)", "s", "ms/architecture", "processor ms/architecture", "live tensors",
            "peak resident memory");
        foreach (var number in Numbers)
        {
            using var engine = new ZeroShotEngine(
                SearchSpaces.NasBench201, Workload.SetOfEight, Workload.Batch(options.Batch),
                new ZeroShotEngineOptions { Threads = options.Threads, Network = Small });
            var took = Timing.Once(() =>
            {
                foreach (var architecture in Workload.Architectures(number))
                {
                    _ = Workload.Score(engine, architecture);
                }
            });
            table.Add($"{number}", $"{took.Wall:F1}", $"{1e3 * took.Wall / number:F1}", $"{1e3 * took.Processor / number:F1}",
                $"{torch.Tensor.TotalCount}", Machine.PeakMemory());
        }

        return table;
    }

    private static TextTable Costly(RunOptions options, TextWriter output)
    {
        var forms = new NetworkForms(SearchSpaces.NasBench201, new NetworkSize(), ScoredNetwork.Functional);
        using var engine = Workload.Engine(Workload.SetOfEight, Workload.Batch(options.Batch), options.Threads);
        var points = Workload.Architectures(options.Architectures).Select(a =>
        {
            var macs = forms.Executable(forms.Layers(a)).Nodes.Sum(n => n.Macs) / 1e6;
            return (a.Text, Macs: macs, Seconds: Timing.Repeated(options.Repetitions, () => Workload.Score(engine, a)));
        }).OrderBy(p => p.Macs).ToList();
        var table = new TextTable("architecture (16 channels, five cells per stage)", "MMACs run", "s", "ms/MMAC");
        foreach (var (text, macs, seconds) in points)
        {
            table.Add(text, $"{macs:F1}", $"{seconds:F2}", $"{1e3 * seconds / macs:F1}");
        }

        double[] x = [.. points.Select(p => p.Macs)], y = [.. points.Select(p => p.Seconds)];
        if (points.Count > 2)
        {
            var (fixedCost, slope) = Fit.Line(x, y);
            output.WriteLine(
                $"seconds = {fixedCost:F2} + {slope:F4} * MMACs, correlation {MathNet.Numerics.Statistics.Correlation.Pearson(x, y):F3}");
        }

        return table;
    }
}
