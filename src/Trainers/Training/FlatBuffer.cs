using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Training;

/// <summary>A zeroed run of single-precision numbers that .NET and libtorch both see.</summary>
internal sealed class FlatBuffer(int size) : IDisposable
{
    private readonly Tensor _tensor = zeros(Math.Max(1, size), dtype: ScalarType.Float32, device: CPU).DetachFromDisposeScope();

    public Span<float> Span => MemoryMarshal.Cast<byte, float>(_tensor.bytes)[..size];

    /// <summary>A part as a tensor that shares the memory.</summary>
    public Tensor View(int offset, params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        long length = 1;
        foreach (var extent in shape)
        {
            length *= extent;
        }

        return _tensor.narrow(0, offset, length).view(shape).detach().DetachFromDisposeScope();
    }

    public void Dispose() => _tensor.Dispose();
}
