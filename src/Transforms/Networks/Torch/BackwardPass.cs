using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>What functions of our own hold, and what they are asked for, during a pass back of this thread.</summary>
internal sealed class BackwardPass : IDisposable
{
    // libtorch holds gradients by itself only once they were returned to it.
    [ThreadStatic]
    private static IReadOnlyList<Tensor?>? _returned;

    [ThreadStatic]
    private static BackwardPass? _current;

    private readonly BackwardPass? _before = _current;
    private readonly bool _isLast;
    private readonly HashSet<nint> _wanted;

    private BackwardPass(bool isLast, IEnumerable<Tensor> wanted)
    {
        (_isLast, _wanted) = (isLast, [.. wanted.Where(IsIdentified).Select(Address)]);
        _current = this;
    }

    /// <summary>Whether the pass is the last through its graph: operands are then released as soon as they were used.</summary>
    public static bool IsLast => _current?._isLast == true;

    /// <summary>A pass, until it is disposed.</summary>
    /// <param name="isLast">Whether it is the last through its graph.</param>
    /// <param name="wanted">The tensors whose gradients it is to find.</param>
    public static BackwardPass Begin(bool isLast, IReadOnlyList<Tensor> wanted) => new(isLast, wanted);

    /// <summary>
    /// Whether the gradient of an operand may be of use: libtorch knows, but TorchSharp does not say, which parameters a pass is after.
    /// </summary>
    public static bool Wants(Tensor operand) =>
        operand.requires_grad && (_current is not { } pass || !IsIdentified(operand) || pass._wanted.Contains(Address(operand)));

    /// <summary>Releases the gradients that the step before returned, and what the step of now is done with.</summary>
    public static void Step(IReadOnlyList<Tensor?> returned, IReadOnlyList<Tensor?> done)
    {
        foreach (var tensor in (Tensor?[])[.. _returned ?? [], .. done])
        {
            tensor?.Dispose();
        }

        _returned = returned;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _current = _before;
        Step([], []);
    }

    // A tensor that no operation made is known by where its values lie.
    private static bool IsIdentified(Tensor tensor) => tensor.is_leaf && tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    private static unsafe nint Address(Tensor tensor) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
