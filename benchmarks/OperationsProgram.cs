using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Benchmarks;

/// <summary>What the operations of a cell cost, stage by stage: where the time of a network goes.</summary>
internal static class OperationsProgram
{
    public static int Run(RunOptions options, TextWriter output)
    {
        var table = new TextTable("operation", "C x H x W", "forward ms", "GFLOP/s", "with backward ms");
        var repetitions = Math.Max(9, options.Repetitions);
        foreach (var (channels, size) in Stages.All)
        {
            using var scope = NewDisposeScope();
            var x = randn(options.Batch, channels, size, size);
            var other = randn_like(x);
            var wide = randn(channels, channels, 3, 3).requires_grad_();
            var narrow = randn(channels, channels, 1, 1).requires_grad_();
            using var context = new TorchContext(ParameterSource.Seeded(), ScalarType.Float32);
            var pool = AveragePoolings.For(x, context)[1].Pool;
            Add("conv 3 x 3", 9 * channels, v => F.conv2d(v, wide, padding: [1, 1]), wide);
            Add("conv 1 x 1", channels, v => F.conv2d(v, narrow), narrow);
            Add("batch norm", 0, v => F.batch_norm(v, null, null, training: true));
            Add("average pooling (the engine's)", 0, pool);
            Add("ReLU", 0, v => F.relu(v));
            Add("addition", 0, v => v + other);

            void Add(string name, long macsPerValue, Func<Tensor, Tensor> operation, params Tensor[] parameters)
            {
                var forward = Timing.Repeated(repetitions, () => DifferentiatedOperation.Forward(x, operation));
                var both = Timing.Repeated(repetitions, () => DifferentiatedOperation.ForwardAndBackward(x, other, parameters, operation));
                var rate = macsPerValue == 0 ? "-" : $"{2.0 * macsPerValue * x.numel() / forward / 1e9:F1}";
                table.Add(name, $"{channels} x {size} x {size}", $"{forward * 1e3:F2}", rate, $"{both * 1e3:F2}");
            }
        }

        table.Write(output);
        return 0;
    }
}
