using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// A window of 3 × 3 places that moves by two over a plane with one row of zeros around it: a product for each place, of every other value
/// of every other row, and their sum.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <threadsafety>One thread at a time: it has its own memory to work in.</threadsafety>
internal sealed class StridedForm<T> : ITransposedForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Kernel = 3;

    private readonly int _rows;
    private readonly int _columns;

    // Every other number of a row, before which the second have a zero: what the first place of the window reads.
    private readonly T[] _first;
    private readonly T[] _second;

    /// <param name="rows">Rows of a plane.</param>
    /// <param name="columns">Columns of a plane.</param>
    public StridedForm(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        Grid = new((rows + 1) / 2, (columns + 1) / 2);
        (_first, _second) = (new T[Grid.Columns + VectorUnits.Length], new T[1 + Grid.Columns + VectorUnits.Length]);
    }

    /// <inheritdoc/>
    public ImmutableArray<(int Source, int Target)> Products { get; } =
        [.. Enumerable.Range(0, Kernel * Kernel).Select(place => (place, 0))];

    /// <inheritdoc/>
    public int Sources => Kernel * Kernel;

    /// <inheritdoc/>
    public int Targets => 1;

    /// <inheritdoc/>
    public int Places => Kernel * Kernel;

    /// <inheritdoc/>
    public int Plane => _rows * _columns;

    /// <inheritdoc/>
    public int PlaneOfResults => Grid.Count;

    /// <inheritdoc/>
    public TileGrid Grid { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Values(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride)
    {
        for (var row = (2 * block.Row) - 1; row < 2 * (block.Row + block.Rows); row++)
        {
            if (row >= 0 && row < _rows)
            {
                AlternateColumns.Split(
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), row * _columns), _columns, ref _first[0], ref _second[1]);
            }
            else
            {
                _first.AsSpan().Clear();
                _second.AsSpan().Clear();
            }

            // An odd row is the last of the window above it and the first of the one below.
            if (row % 2 == 0)
            {
                Write(1, row / 2, ref to);
                continue;
            }

            var below = (row + 1) / 2;
            if (below > block.Row)
            {
                Write(2, below - 1, ref to);
            }

            if (below < block.Row + block.Rows)
            {
                Write(0, below, ref to);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Write(int rowOfWindow, int rowOfTiles, ref T to)
        {
            ref var source = ref Unsafe.Add(ref to, (Kernel * rowOfWindow * stride) + ((rowOfTiles - block.Row) * Grid.Columns));
            ShortRow.Copy(ref _second[0], Grid.Columns, ref source);
            ShortRow.Copy(ref _first[0], Grid.Columns, ref Unsafe.Add(ref source, stride));
            ShortRow.Copy(ref _second[1], Grid.Columns, ref Unsafe.Add(ref source, 2 * stride));
        }
    }

    /// <inheritdoc/>
    public void Results(ref T from, nint stride, TileBlock block, Span<T> plane) =>
        MemoryMarshal.CreateReadOnlySpan(ref from, block.Each).CopyTo(plane.Slice(block.Row * Grid.Columns, block.Each));

    /// <inheritdoc/>
    public void Gradients(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride) =>
        plane.Slice(block.Row * Grid.Columns, block.Each).CopyTo(MemoryMarshal.CreateSpan(ref to, block.Each));
}
