using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>A window of one place: one product, of the values as they are.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="rows">Rows of a plane.</param>
/// <param name="columns">Columns of a plane.</param>
internal sealed class PointwiseForm<T>(int rows, int columns) : IMatrixForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int Products => 1;

    /// <inheritdoc/>
    public int Places => 1;

    /// <inheritdoc/>
    public int Plane => rows * columns;

    /// <inheritdoc/>
    public TileGrid Grid => new(rows, columns);

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride) =>
        plane.Slice(block.Row * columns, block.Each).CopyTo(MemoryMarshal.CreateSpan(ref to, block.Each));

    /// <inheritdoc/>
    public void Results(ref T from, nint stride, TileBlock block, Span<T> plane) =>
        MemoryMarshal.CreateReadOnlySpan(ref from, block.Each).CopyTo(plane.Slice(block.Row * columns, block.Each));

    /// <inheritdoc/>
    public void Gradients(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride) => Values(plane, block, ref to, stride);

    /// <inheritdoc/>
    public void Weights(ref T weights, ref T to, nint stride) => Vector256.LoadUnsafe(ref weights).StoreUnsafe(ref to);

    /// <inheritdoc/>
    public void OfWeights(ref double gradients, nint stride, ref double weights) =>
        Vector256.LoadUnsafe(ref gradients).StoreUnsafe(ref weights);
}
