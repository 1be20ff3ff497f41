using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>Where kernels of our own serve.</summary>
internal static class OwnKernels
{
    /// <summary>Whether they multiply matrices: without this instruction libtorch's products are faster.</summary>
    public static bool Multiply => Fma.IsSupported;

    /// <summary>Whether they take a tensor: of the CPU, float32 or float64, and no more values than an array could hold.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="results">Values of the result.</param>
    public static bool Take(Tensor x, long results = 0) =>
        x.device_type == DeviceType.CPU && x.dtype is (ScalarType.Float32 or ScalarType.Float64)
        && Math.Max(x.numel(), results) <= int.MaxValue / sizeof(double);
}
