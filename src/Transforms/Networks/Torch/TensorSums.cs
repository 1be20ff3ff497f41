using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Sums of tensors. TorchSharp's own operators hand a fresh boxed 1 to libtorch, which the garbage collector may free while libtorch reads
/// it: in long runs a sum then fails, or is of something else. Here the factor lives as long as the process.
/// </summary>
internal static class TensorSums
{
    private static readonly TorchSharp.Scalar One = 1;

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);

    /// <summary>x, with y added in place.</summary>
    public static Tensor PlusInPlace(this Tensor x, Tensor y) => x.add_(y, One);
}
