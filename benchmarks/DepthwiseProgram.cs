using NasPipelines.Networks.Torch;
using NasPipelines.Networks.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Benchmarks;

/// <summary>Convolutions of each channel alone, as NAS-Bench-301 and mobile networks have them: libtorch's and the engine's.</summary>
internal static class DepthwiseProgram
{
    private static readonly (int Kernel, int Dilation, int Stride)[] Windows =
        [(3, 1, 1), (5, 1, 1), (3, 2, 1), (5, 2, 1), (3, 1, 2), (7, 1, 1)];

    public static int Run(RunOptions options, TextWriter output)
    {
        var table = new TextTable(
            "window", "C x H x W", "forward ms, libtorch", "engine", "with backward ms, libtorch", "engine", "second order ms, libtorch",
            "engine", "largest difference");
        foreach (var (channels, size) in Stages.All)
        {
            foreach (var (kernel, dilation, stride) in Windows)
            {
                Measure(table, options, 2 * channels, size, kernel, dilation, stride);
            }
        }

        table.Write(output);
        return 0;
    }

    private static void Measure(TextTable table, RunOptions options, int channels, int size, int kernel, int dilation, int stride)
    {
        using var scope = NewDisposeScope();
        var pad = (kernel - 1) * dilation / 2;
        var x = randn(options.Batch, channels, size, size);
        var weight = randn(channels, 1, kernel, kernel).requires_grad_();
        var window = new DepthwiseWindow((size, size), (kernel, kernel), (stride, stride), (pad, pad), (dilation, dilation));
        Func<Tensor, Tensor>[] ways =
        [
            v => F.conv2d(v, weight, null, [stride, stride], [pad, pad], [dilation, dilation], channels),
            v => DepthwiseConvolution.Apply(v, weight, window),
        ];
        var upstream = randn_like(ways[0](x));
        var forward = Times(way => DifferentiatedOperation.Forward(x, way));
        var both = Times(way => DifferentiatedOperation.ForwardAndBackward(x, upstream, [weight], way));
        var second = Times(way => DifferentiatedOperation.SecondOrder(x, upstream, way));
        var difference = (ways[1](x) - ways[0](x)).abs().max().item<float>();
        table.Add(
            $"{kernel} x {kernel}, dilation {dilation}, stride {stride}", $"{channels} x {size} x {size}", forward[0], forward[1], both[0],
            both[1], second[0], second[1], $"{difference:0.0E+0}");

        string[] Times(Action<Func<Tensor, Tensor>> run) =>
            [.. Timing.Alternating(Math.Max(9, options.Repetitions), [.. ways.Select(w => (Action)(() => run(w)))])
                .Select(t => $"{t.Wall * 1e3:F2}")];
    }
}
