using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>Parameters of one type, and the one place that knows where the tensors of a measurement are made.</summary>
/// <param name="type">Type of all tensors: float32 or float64.</param>
/// <param name="device">Where they are made; null means the CPU.</param>
internal abstract class TypedParameters(ScalarType type, Device? device) : TorchParameters(device)
{
    public ScalarType Type => type;

    /// <summary>Values as a tensor, in the caller's dispose scope where there is one.</summary>
    /// <remarks>
    /// The scope in between holds the tensors that are converted: nothing else refers to them while libtorch reads them, and the collector
    /// would free them.
    /// </remarks>
    public Tensor Place(float[] values, ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        return tensor(values, shape, device: Device).to(type).MoveToOuterDisposeScope();
    }

    /// <summary>Whole numbers, such as classes, as a tensor.</summary>
    public Tensor Place(long[] values) => tensor(values, device: Device);
}
