using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>Values as a tensor of a type.</summary>
internal static class TypedTensor
{
    /// <summary>A tensor, in the caller's dispose scope where there is one.</summary>
    /// <remarks>
    /// The scope in between holds the tensor that is converted: nothing else refers to it while libtorch reads it, and the collector would
    /// free it.
    /// </remarks>
    public static Tensor Of(float[] values, ReadOnlySpan<long> shape, ScalarType type)
    {
        using var scope = NewDisposeScope();
        return tensor(values, shape).to(type).MoveToOuterDisposeScope();
    }
}
