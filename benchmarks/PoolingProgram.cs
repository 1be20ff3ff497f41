using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Averages over 3 × 3 windows, padding not counted. Each result is added to another tensor, as in a cell: what a layout costs the next
/// operation is part of the price.
/// </summary>
internal static class PoolingProgram
{
    public static int Run(RunOptions options, TextWriter output)
    {
        using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
        var table = new TextTable(
            "average pooling 3 x 3 and add", "C x H x W", "forward ms", "with backward ms", "second order ms", "largest difference");
        var repetitions = Math.Max(15, options.Repetitions);
        foreach (var (channels, size) in Stages.All)
        {
            using var scope = NewDisposeScope();
            var x = randn(options.Batch, channels, size, size);
            var other = randn_like(x);
            var upstream = randn_like(x);
            var ways = AveragePoolings.For(x, context);
            var expected = ways[0].Pool(x);
            var forward = Timing.Alternating(
                repetitions, [.. ways.Select(w => (Action)(() => DifferentiatedOperation.Forward(x, v => w.Pool(v) + other)))]);
            var both = Timing.Alternating(
                repetitions,
                [.. ways.Select(w => (Action)(() => DifferentiatedOperation.ForwardAndBackward(x, upstream, [], v => w.Pool(v) + other)))]);
            var second = Timing.Alternating(
                repetitions,
                [.. ways.Select(w => (Action)(() => DifferentiatedOperation.SecondOrder(x, upstream, v => w.Pool(v) + other)))]);
            for (var i = 0; i < ways.Count; i++)
            {
                var difference = (ways[i].Pool(x) - expected).abs().max().item<float>();
                table.Add(
                    ways[i].Name, $"{channels} x {size} x {size}", $"{forward[i].Wall * 1e3:F2}", $"{both[i].Wall * 1e3:F2}",
                    $"{second[i].Wall * 1e3:F2}", $"{difference:0.0E+0}");
            }
        }

        table.Write(output);
        return 0;
    }
}
