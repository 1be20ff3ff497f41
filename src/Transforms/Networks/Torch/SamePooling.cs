using System.Runtime.InteropServices;
using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Average pooling of <see cref="PoolingWindow"/> on the CPU, in float32. It is linear: nothing is kept for any derivative.
/// </summary>
internal static class SamePooling
{
    /// <summary>The averages.</summary>
    /// <param name="x">[samples, channels, rows, columns], float32.</param>
    /// <param name="window">The window.</param>
    public static Tensor Apply(Tensor x, PoolingWindow window) =>
        is_grad_enabled() && x.requires_grad ? Averages.Of(window, x)[0] : Run(x, window, kernel => kernel.Average);

    private static Tensor ApplyBack(Tensor gradients, PoolingWindow window) =>
        is_grad_enabled() && gradients.requires_grad
            ? AveragesBack.Of(window, gradients)[0]
            : Run(gradients, window, kernel => kernel.AverageBack);

    private static Tensor Run(Tensor operand, PoolingWindow window, Func<PoolingKernel, Work> work)
    {
        using var noGradients = no_grad();
        using var x = operand.contiguous();
        var result = empty_like(x);
        var planes = (int)(x.shape[0] * x.shape[1]);
        TorchThreads.InParts(planes, part => work(new(window))(Planes(x, part), Planes(result, part)));
        return result;

        Span<float> Planes(Tensor tensor, Range part)
        {
            var values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
            var (first, count) = part.GetOffsetAndLength(planes);
            return values.Slice(first * (values.Length / planes), count * (values.Length / planes));
        }
    }

    private delegate void Work(ReadOnlySpan<float> operand, Span<float> results);

    private sealed class Averages : OwnFunction<Averages, PoolingWindow>
    {
        protected override bool NeedsOperands => false;

        protected override List<Tensor> Values(PoolingWindow settings, IReadOnlyList<Tensor> operands) =>
            [Run(operands[0], settings, kernel => kernel.Average)];

        protected override Tensor?[] Gradients(
            PoolingWindow settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above) => [ApplyBack(above[0]!, settings)];
    }

    private sealed class AveragesBack : OwnFunction<AveragesBack, PoolingWindow>
    {
        protected override bool NeedsOperands => false;

        protected override List<Tensor> Values(PoolingWindow settings, IReadOnlyList<Tensor> operands) =>
            [Run(operands[0], settings, kernel => kernel.AverageBack)];

        protected override Tensor?[] Gradients(
            PoolingWindow settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above) => [Apply(above[0]!, settings)];
    }
}
