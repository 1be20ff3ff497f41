using NasPipelines.Networks.Parameters;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Training;

/// <summary>A parameter's place in the buffers.</summary>
internal sealed class ParameterSlot(ParameterReference reference, int offset) : IDisposable
{
    private Tensor? _gradient;

    public ParameterReference Reference { get; } = reference;

    public int Offset { get; } = offset;

    public int Size { get; } = checked((int)reference.Size);

    /// <summary>Whether a gradient has ever reached it: before that, nothing moves it.</summary>
    public bool Touched { get; set; }

    /// <summary>How many networks of the current step contain it.</summary>
    public int Uses { get; set; }

    /// <summary>The values as a leaf of automatic differentiation.</summary>
    public Tensor Tensor { get; private set; } = null!;

    public void Bind(FlatBuffer values, FlatBuffer gradients)
    {
        Tensor = values.View(Offset, [.. Reference.Shape]).requires_grad_(true);
        _gradient = gradients.View(Offset, [.. Reference.Shape]);
        Tensor.grad = _gradient;
    }

    public void Dispose()
    {
        Tensor.Dispose();
        _gradient?.Dispose();
    }
}
