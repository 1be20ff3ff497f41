using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Convolutions by libtorch and by the engine: of all channels, and of each alone, as NAS-Bench-301 and mobile networks have them.
/// </summary>
internal static class ConvolutionsProgram
{
    private static readonly (int Kernel, int Dilation, int Stride)[] Windows =
        [(3, 1, 1), (5, 1, 1), (3, 2, 1), (5, 2, 1), (3, 1, 2), (7, 1, 1)];

    public static int Run(RunOptions options, TextWriter output)
    {
        var table = new TextTable(
            "convolution", "C x H x W", "forward ms, libtorch", "engine", "with backward ms, libtorch", "engine",
            "second order ms, libtorch", "engine", "largest difference");
        foreach (var (channels, size) in Stages.All)
        {
            Dense(3, 1, channels, ConvolutionShape.Winograd);
            Dense(3, 2, 2 * channels, ConvolutionShape.Strided);
            Dense(1, 1, channels, ConvolutionShape.Pointwise);
            foreach (var (kernel, dilation, stride) in Windows)
            {
                var pad = (kernel - 1) * dilation / 2;
                Measure(
                    table, options, $"{kernel} x {kernel} of each channel, dilation {dilation}, stride {stride}", 2 * channels, size,
                    ConvolutionShape.Depthwise(
                        2 * channels, new((size, size), (kernel, kernel), (stride, stride), (pad, pad), (dilation, dilation))),
                    (v, weight) => F.conv2d(v, weight, null, [stride, stride], [pad, pad], [dilation, dilation], 2 * channels));
            }

            void Dense(int kernel, int stride, int results, Func<long, long, (int Rows, int Columns), ConvolutionShape> shape) => Measure(
                table, options, $"{kernel} x {kernel}, stride {stride}, to {results} channels", channels, size,
                shape(channels, results, (size, size)),
                (v, weight) => F.conv2d(v, weight, null, [stride, stride], [kernel / 2, kernel / 2]));
        }

        table.Write(output);
        return 0;
    }

    private static void Measure(
        TextTable table, RunOptions options, string name, int channels, int size, ConvolutionShape shape,
        Func<Tensor, Tensor, Tensor> libTorch)
    {
        using var scope = NewDisposeScope();
        var x = randn(options.Batch, channels, size, size);
        var weight = randn(shape.Weight).requires_grad_();
        Func<Tensor, Tensor>[] ways = [v => libTorch(v, weight), v => OwnConvolution.Apply(v, weight, shape)];
        var upstream = randn_like(ways[0](x));
        var forward = Times(way => DifferentiatedOperation.Forward(x, way));
        var both = Times(way => DifferentiatedOperation.ForwardAndBackward(x, upstream, [weight], way));
        var second = Times(way => DifferentiatedOperation.SecondOrder(x, upstream, way));
        var expected = ways[0](x);
        var difference = ((ways[1](x) - expected).abs().max() / expected.abs().max()).item<float>();
        table.Add(
            name, $"{channels} x {size} x {size}", forward[0], forward[1], both[0], both[1], second[0], second[1],
            $"{difference:0.0E+0}");

        string[] Times(Action<Func<Tensor, Tensor>> run) =>
            [.. Timing.Alternating(Math.Max(9, options.Repetitions), [.. ways.Select(w => (Action)(() => run(w)))])
                .Select(t => $"{t.Wall * 1e3:F2}")];
    }
}
