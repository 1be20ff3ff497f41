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
    public static Tensor Apply(Tensor x, PoolingWindow window) => Apply(x, new Way(window, IsBack: false));

    private static Tensor Apply(Tensor x, Way way) => is_grad_enabled() && x.requires_grad ? Averages.Of(way, x)[0] : Run(x, way);

    private static Tensor Run(Tensor operand, Way way)
    {
        using var noGradients = no_grad();
        using var x = operand.contiguous();
        var result = empty_like(x);
        var planes = (int)(x.shape[0] * x.shape[1]);
        TorchThreads.InParts(planes, part => new PoolingKernel(way.Window, way.IsBack).Run(Planes(x, part), Planes(result, part)));
        return result;

        Span<float> Planes(Tensor tensor, Range part) => MemoryMarshal.Cast<byte, float>(TorchThreads.Part(tensor, planes, part));
    }

    // The averages, or their gradient: each is the derivative of the other.
    private sealed record Way(PoolingWindow Window, bool IsBack);

    private sealed class Averages : OwnFunction<Averages, Way>
    {
        protected override bool NeedsOperands => false;

        protected override List<Tensor> Values(Way settings, IReadOnlyList<Tensor> operands) => [Run(operands[0], settings)];

        protected override Tensor?[] Gradients(Way settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above) =>
            [Apply(above[0]!, settings with { IsBack = !settings.IsBack })];
    }
}
