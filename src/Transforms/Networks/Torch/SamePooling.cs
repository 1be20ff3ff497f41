using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Average pooling of <see cref="PoolingWindow"/> on the CPU. It is linear: nothing is kept for any derivative.
/// </summary>
internal static class SamePooling
{
    /// <summary>The averages.</summary>
    /// <param name="x">[samples, channels, rows, columns], float32 or float64.</param>
    /// <param name="window">The window.</param>
    public static Tensor Apply(Tensor x, PoolingWindow window) => Apply(x, new Way(window, IsBack: false));

    private static Tensor Apply(Tensor x, Way way) => is_grad_enabled() && x.requires_grad ? Averages.Of(way, x)[0] : Run(x, way);

    private static Tensor Run(Tensor operand, Way way)
    {
        using var noGradients = no_grad();
        using var x = operand.contiguous();
        var result = empty_like(x);
        var planes = (int)(x.shape[0] * x.shape[1]);
        TorchThreads.InParts(planes, x.dtype == ScalarType.Float64 ? Part<double> : Part<float>);
        return result;

        void Part<T>(Range part)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var operands = Planes<T>(x, part);
            var results = Planes<T>(result, part);
            if (Vector512.IsHardwareAccelerated)
            {
                new PoolingKernel<T, Lanes512<T>>(way.Window, way.IsBack).Run(operands, results);
                return;
            }

            new PoolingKernel<T, Lanes256<T>>(way.Window, way.IsBack).Run(operands, results);
        }

        Span<T> Planes<T>(Tensor tensor, Range part)
            where T : unmanaged => MemoryMarshal.Cast<byte, T>(TorchThreads.Part(tensor, planes, part));
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
