using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>What functions of our own hold during a pass back of this thread.</summary>
internal sealed class BackwardPass : IDisposable
{
    // libtorch holds gradients by itself only once they were returned to it.
    [ThreadStatic]
    private static IReadOnlyList<Tensor?>? _returned;

    [ThreadStatic]
    private static bool _isLast;

    private readonly bool _before = _isLast;

    private BackwardPass(bool isLast) => _isLast = isLast;

    /// <summary>Whether the pass is the last through its graph: operands are then released as soon as they were used.</summary>
    public static bool IsLast => _isLast;

    /// <summary>A pass, until it is disposed.</summary>
    /// <param name="isLast">Whether it is the last through its graph.</param>
    public static BackwardPass Begin(bool isLast) => new(isLast);

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
        _isLast = _before;
        Step([], []);
    }
}
