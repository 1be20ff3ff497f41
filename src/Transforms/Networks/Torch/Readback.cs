using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Values of tensors as numbers of .NET: the one way back from a device. What comes back is no tensor, so that none of the CPU meets
/// others on the way.
/// </summary>
internal static class Readback
{
    /// <summary>Sees values, row-major.</summary>
    public delegate void Reader<T>(ReadOnlySpan<T> values);

    /// <summary>The value of a tensor of one.</summary>
    public static T Value<T>(Tensor value)
        where T : unmanaged
    {
        using var here = value.cpu();
        return here.item<T>();
    }

    /// <summary>The values of a tensor of the same type, which are valid during the call.</summary>
    public static void Read<T>(Tensor values, Reader<T> reader)
        where T : unmanaged
    {
        using var plain = values.detach();
        using var whole = plain.contiguous();
        using var here = whole.cpu();
        reader(MemoryMarshal.Cast<byte, T>(here.bytes));
    }
}
