using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Sums of tensors, whose factor 1 is a boxed number to TorchSharp (<see cref="HeldNumber"/>): here it lives as long as the process.
/// </summary>
internal static class TensorSums
{
    private static readonly TorchSharp.Scalar One = 1;

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);

    /// <summary>x, with y added in place.</summary>
    public static Tensor PlusInPlace(this Tensor x, Tensor y) => x.add_(y, One);
}
