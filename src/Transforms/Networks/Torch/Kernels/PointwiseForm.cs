using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>A window of one place: one product, of the values as they are.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="rows">Rows of a plane.</param>
/// <param name="columns">Columns of a plane.</param>
internal sealed class PointwiseForm<T>(int rows, int columns) : ITransposedForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public ImmutableArray<(int Source, int Target)> Products => [(0, 0)];

    /// <inheritdoc/>
    public int Sources => 1;

    /// <inheritdoc/>
    public int Targets => 1;

    /// <inheritdoc/>
    public int Places => 1;

    /// <inheritdoc/>
    public int Plane => rows * columns;

    /// <inheritdoc/>
    public int PlaneOfResults => Plane;

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
}
