using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// The gradient of the planes of a <see cref="StridedForm{T}"/>, from that of its results. With the window from its end, a tile is
/// two rows and two columns of a plane: the first of each are read by the middle of one window, the second by the first place of the same
/// window and the last of the next.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <threadsafety>One thread at a time: it has its own memory to work in.</threadsafety>
internal sealed class StridedBackForm<T> : IMatrixForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Kernel = 3;

    private readonly int _rows;
    private readonly int _columns;

    // A row with a zero behind it.
    private readonly T[] _row;

    /// <param name="rows">Rows of a plane of the results.</param>
    /// <param name="columns">Columns of a plane of the results.</param>
    public StridedBackForm(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        Grid = new((rows + 1) / 2, (columns + 1) / 2);
        _row = new T[Grid.Columns + 1 + VectorUnits.Length];
    }

    /// <inheritdoc/>
    public ImmutableArray<(int Source, int Target)> Products { get; } =
        [
            .. Enumerable.Range(0, Kernel * Kernel)
                .Select(place => (Source(place / Kernel, place % Kernel), Target(place / Kernel, place % Kernel))),
        ];

    /// <inheritdoc/>
    public int Sources => 4;

    /// <inheritdoc/>
    public int Targets => 4;

    /// <inheritdoc/>
    public int Places => Kernel * Kernel;

    /// <inheritdoc/>
    public int Plane => Grid.Count;

    /// <inheritdoc/>
    public int PlaneOfResults => _rows * _columns;

    /// <inheritdoc/>
    public TileGrid Grid { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Values(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride)
    {
        for (var row = 0; row <= block.Rows; row++)
        {
            var from = block.Row + row;
            if (from < Grid.Rows)
            {
                plane.Slice(from * Grid.Columns, Grid.Columns).CopyTo(_row);
            }
            else
            {
                _row.AsSpan().Clear();
            }

            ref var sources = ref Unsafe.Add(ref to, row * Grid.Columns);
            if (row < block.Rows)
            {
                Write(ref sources);
            }

            if (row > 0)
            {
                Write(ref Unsafe.Add(ref sources, (2 * stride) - Grid.Columns));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Write(ref T sources)
        {
            ShortRow.Copy(ref _row[0], Grid.Columns, ref sources);
            ShortRow.Copy(ref _row[1], Grid.Columns, ref Unsafe.Add(ref sources, stride));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Results(ref T from, nint stride, TileBlock block, Span<T> plane)
    {
        ref var to = ref MemoryMarshal.GetReference(plane);
        for (var i = 0; i < Math.Min(2 * block.Rows, _rows - (2 * block.Row)); i++)
        {
            ref var first = ref Unsafe.Add(ref from, (2 * (i % 2) * stride) + (i / 2 * Grid.Columns));
            AlternateColumns.Join(
                ref first, ref Unsafe.Add(ref first, stride), ref Unsafe.Add(ref to, ((2 * block.Row) + i) * _columns), _columns);
        }
    }

    // Two rows and columns of windows, of which the last places read the second row and column of a tile.
    private static int Source(int row, int column) => (row / 2 * 2) + (column / 2);

    // Two rows and columns of a tile, of which the middle of a window reads the first.
    private static int Target(int row, int column) => (row == 1 ? 0 : 2) + (column == 1 ? 0 : 1);
}
