using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks;

/// <summary>The most arithmetic that libtorch gets out of the machine: large float32 matrix products.</summary>
internal static class MatrixPeak
{
    /// <summary>Best of several sizes, in 10⁹ operations per second.</summary>
    public static double Measure(RunOptions options, TextWriter output)
    {
        var table = new TextTable("float32 matrix product", "ms", "GFLOP/s");
        var best = 0.0;
        foreach (var size in new[] { 1024, 1536, 2048 })
        {
            using var scope = NewDisposeScope();
            var a = rand(size, size);
            var b = rand(size, size);
            var seconds = Timing.Repeated(Math.Max(5, options.Repetitions), () => matmul(a, b).Dispose());
            var rate = 2.0 * size * size * size / seconds / 1e9;
            best = Math.Max(best, rate);
            table.Add($"{size} x {size}", $"{seconds * 1e3:F1}", $"{rate:F1}");
        }

        table.Write(output);
        return best;
    }
}
