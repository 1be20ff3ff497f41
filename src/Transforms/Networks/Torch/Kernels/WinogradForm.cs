using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// A window of 3 × 3 places that moves by one over a plane with one row of zeros around it, in Winograd's form F(2 × 2, 3 × 3) (Lavin and
/// Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016): tiles of 2 × 2 results take 16 products where the definition has
/// 36. All factors are 1 and ½, so that it rounds like the definition.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLanes">The lanes to work with.</typeparam>
/// <threadsafety>One thread at a time: it has its own memory to work in.</threadsafety>
internal sealed class WinogradForm<T, TLanes> : ITransposedForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    private const int Size = 4;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _pitch;

    // A row of values is every other number of one and of the other: of rows with zeros around them, or as they are.
    private readonly T[] _first;
    private readonly T[] _second;

    // Rows of values after the transform of columns, for each of its four results the even rows and the odd ones: a tile's four rows are
    // then at one distance from where the tile lies, and tiles follow each other without gaps.
    private readonly T[] _even;
    private readonly T[] _odd;
    private readonly int _each;

    /// <param name="rows">Rows of a plane.</param>
    /// <param name="columns">Columns of a plane.</param>
    public WinogradForm(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        Grid = new((rows + 1) / 2, (columns + 1) / 2);
        _pitch = Grid.Columns + 1;
        var values = ((2 * Grid.Rows) + 2) * _pitch;
        (_first, _second) = (new T[values + VectorUnits.Length], new T[values + VectorUnits.Length]);
        _each = VectorUnits.Whole((Grid.Rows + 1) * Grid.Columns) + VectorUnits.Length;
        (_even, _odd) = (new T[Size * _each], new T[Size * _each]);
    }

    /// <inheritdoc/>
    public ImmutableArray<(int Source, int Target)> Products { get; } = [.. Enumerable.Range(0, Size * Size).Select(i => (i, i))];

    /// <inheritdoc/>
    public int Sources => Size * Size;

    /// <inheritdoc/>
    public int Targets => Size * Size;

    /// <inheritdoc/>
    public int Places => 9;

    /// <inheritdoc/>
    public int Plane => _rows * _columns;

    /// <inheritdoc/>
    public int PlaneOfResults => Plane;

    /// <inheritdoc/>
    public TileGrid Grid { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Values(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_first);
        ref var second = ref MemoryMarshal.GetArrayDataReference(_second);
        for (var i = 0; i < (2 * block.Rows) + 2; i++)
        {
            var row = (2 * block.Row) + i - 1;
            ref var one = ref Unsafe.Add(ref first, i * _pitch);
            ref var other = ref Unsafe.Add(ref second, i * _pitch);
            if (row < 0 || row >= _rows)
            {
                MemoryMarshal.CreateSpan(ref one, _pitch).Clear();
                MemoryMarshal.CreateSpan(ref other, _pitch).Clear();
                continue;
            }

            // The zero before the row belongs to the first numbers, so that the others change places.
            AlternateColumns.Split(
                ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), row * _columns), _columns, ref other, ref Unsafe.Add(ref one, 1));
            one = T.Zero;
            Unsafe.Add(ref other, Grid.Columns) = T.Zero;
        }

        OfColumns((2 * block.Rows) + 2);
        OfRows(block.Each, ref to, stride);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Results(ref T from, nint stride, TileBlock block, Span<T> plane)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_even);
        ref var second = ref MemoryMarshal.GetArrayDataReference(_odd);
        for (nint tile = 0; tile < block.Each; tile += TLanes.Count)
        {
            ref var product = ref Unsafe.Add(ref from, tile);
            var (a, p) = Pair(ref product, Size * stride);
            var (b, q) = Pair(ref Unsafe.Add(ref product, stride), Size * stride);
            var (c, r) = Pair(ref Unsafe.Add(ref product, 2 * stride), Size * stride);
            var (d, s) = Pair(ref Unsafe.Add(ref product, 3 * stride), Size * stride);
            Store(Two(a, b, c, d), ref first, ref second, tile);
            Store(Two(p, q, r, s), ref first, ref second, tile + _each);
        }

        ref var to = ref MemoryMarshal.GetReference(plane);
        for (var i = 0; i < RowsOf(block); i++)
        {
            var at = (i / 2 * Grid.Columns) + (i % 2 * _each);
            AlternateColumns.Join(
                ref Unsafe.Add(ref first, at), ref Unsafe.Add(ref second, at),
                ref Unsafe.Add(ref to, ((2 * block.Row) + i) * _columns), _columns);
        }

        // Two results of four numbers, a stride apart.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static (TLanes First, TLanes Second) Pair(ref T numbers, nint stride) => Two(
            TLanes.Load(ref numbers), TLanes.Load(ref Unsafe.Add(ref numbers, stride)),
            TLanes.Load(ref Unsafe.Add(ref numbers, 2 * stride)), TLanes.Load(ref Unsafe.Add(ref numbers, 3 * stride)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static (TLanes First, TLanes Second) Two(TLanes a, TLanes b, TLanes c, TLanes d) =>
            (a + b + c, b - c - d);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store((TLanes First, TLanes Second) two, ref T first, ref T second, nint tile)
        {
            two.First.Store(ref Unsafe.Add(ref first, tile));
            two.Second.Store(ref Unsafe.Add(ref second, tile));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gradients(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_even);
        ref var second = ref MemoryMarshal.GetArrayDataReference(_odd);
        var rows = RowsOf(block);
        for (var i = 0; i < 2 * block.Rows; i++)
        {
            var at = (i / 2 * Grid.Columns) + (i % 2 * _each);
            ref var one = ref Unsafe.Add(ref first, at);
            ref var other = ref Unsafe.Add(ref second, at);
            if (i >= rows)
            {
                MemoryMarshal.CreateSpan(ref one, Grid.Columns).Clear();
                MemoryMarshal.CreateSpan(ref other, Grid.Columns).Clear();
                continue;
            }

            AlternateColumns.Split(
                ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), ((2 * block.Row) + i) * _columns), _columns, ref one, ref other);
        }

        for (nint tile = 0; tile < block.Each; tile += TLanes.Count)
        {
            var a = TLanes.Load(ref Unsafe.Add(ref first, tile));
            var b = TLanes.Load(ref Unsafe.Add(ref second, tile));
            var c = TLanes.Load(ref Unsafe.Add(ref first, tile + _each));
            var d = TLanes.Load(ref Unsafe.Add(ref second, tile + _each));
            ref var at = ref Unsafe.Add(ref to, tile);
            Four(a, b, ref at, stride);
            Four(a + c, b + d, ref Unsafe.Add(ref at, Size * stride), stride);
            Four(a - c, b - d, ref Unsafe.Add(ref at, 2 * Size * stride), stride);
            Four(-c, -d, ref Unsafe.Add(ref at, 3 * Size * stride), stride);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Four(TLanes x, TLanes y, ref T to, nint stride)
        {
            x.Store(ref to);
            (x + y).Store(ref Unsafe.Add(ref to, stride));
            (x - y).Store(ref Unsafe.Add(ref to, 2 * stride));
            (-y).Store(ref Unsafe.Add(ref to, 3 * stride));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Weights(ref T weights, ref T to, nint stride)
    {
        var (a, b, c) = (Column(ref weights, 0), Column(ref weights, 1), Column(ref weights, 2));
        Store(a.Item1, b.Item1, c.Item1, ref to, stride);
        Store(a.Item2, b.Item2, c.Item2, ref Unsafe.Add(ref to, Size * stride), stride);
        Store(a.Item3, b.Item3, c.Item3, ref Unsafe.Add(ref to, 2 * Size * stride), stride);
        Store(a.Item4, b.Item4, c.Item4, ref Unsafe.Add(ref to, 3 * Size * stride), stride);

        static (Vector256<T>, Vector256<T>, Vector256<T>, Vector256<T>) Column(ref T weights, int column) => Four(
            Vector256.LoadUnsafe(ref weights, (nuint)(column * Vector256<T>.Count)),
            Vector256.LoadUnsafe(ref weights, (nuint)((column + 3) * Vector256<T>.Count)),
            Vector256.LoadUnsafe(ref weights, (nuint)((column + 6) * Vector256<T>.Count)));

        static (Vector256<T>, Vector256<T>, Vector256<T>, Vector256<T>) Four(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        {
            var (half, outer) = (Vector256.Create(T.CreateTruncating(0.5)), a + c);
            return (a, (outer + b) * half, (outer - b) * half, c);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(Vector256<T> a, Vector256<T> b, Vector256<T> c, ref T to, nint stride)
        {
            var (p, q, r, s) = Four(a, b, c);
            p.StoreUnsafe(ref to);
            q.StoreUnsafe(ref Unsafe.Add(ref to, stride));
            r.StoreUnsafe(ref Unsafe.Add(ref to, 2 * stride));
            s.StoreUnsafe(ref Unsafe.Add(ref to, 3 * stride));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OfWeights(ref double gradients, nint stride, ref double weights)
    {
        var a = Column(ref gradients, 0, stride);
        var b = Column(ref gradients, 1, stride);
        var c = Column(ref gradients, 2, stride);
        var d = Column(ref gradients, 3, stride);
        Store(Three(a.Item1, b.Item1, c.Item1, d.Item1), ref weights, 0);
        Store(Three(a.Item2, b.Item2, c.Item2, d.Item2), ref weights, 1);
        Store(Three(a.Item3, b.Item3, c.Item3, d.Item3), ref weights, 2);

        static (Vector256<double>, Vector256<double>, Vector256<double>) Column(ref double gradients, int column, nint stride) => Three(
            Vector256.LoadUnsafe(ref Unsafe.Add(ref gradients, column * stride)),
            Vector256.LoadUnsafe(ref Unsafe.Add(ref gradients, (Size + column) * stride)),
            Vector256.LoadUnsafe(ref Unsafe.Add(ref gradients, ((2 * Size) + column) * stride)),
            Vector256.LoadUnsafe(ref Unsafe.Add(ref gradients, ((3 * Size) + column) * stride)));

        static (Vector256<double>, Vector256<double>, Vector256<double>) Three(
            Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
        {
            var (half, both) = (Vector256.Create(0.5), b + c);
            return (a + (both * half), (b - c) * half, (both * half) + d);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store((Vector256<double>, Vector256<double>, Vector256<double>) row, ref double weights, int place)
        {
            ref var to = ref Unsafe.Add(ref weights, 3 * place * Vector256<double>.Count);
            row.Item1.StoreUnsafe(ref to);
            row.Item2.StoreUnsafe(ref to, (nuint)Vector256<double>.Count);
            row.Item3.StoreUnsafe(ref to, 2 * (nuint)Vector256<double>.Count);
        }
    }

    private int RowsOf(TileBlock block) => Math.Min(2 * block.Rows, _rows - (2 * block.Row));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OfColumns(int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            ref var first = ref _first[i * _pitch];
            ref var second = ref _second[i * _pitch];
            ref var to = ref (i % 2 == 0 ? _even : _odd)[i / 2 * Grid.Columns];

            // Beyond the row lies the next, which is written after it.
            for (var tile = 0; tile < Grid.Columns; tile += TLanes.Count)
            {
                Four(ref Unsafe.Add(ref first, tile), ref Unsafe.Add(ref second, tile), 1, ref Unsafe.Add(ref to, tile), _each);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OfRows(int tiles, ref T to, nint stride)
    {
        for (var j = 0; j < Size; j++)
        {
            ref var even = ref _even[j * _each];
            ref var odd = ref _odd[j * _each];
            ref var product = ref Unsafe.Add(ref to, j * stride);
            for (nint tile = 0; tile < tiles; tile += TLanes.Count)
            {
                Four(
                    ref Unsafe.Add(ref even, tile), ref Unsafe.Add(ref odd, tile), Grid.Columns, ref Unsafe.Add(ref product, tile),
                    Size * stride);
            }
        }
    }

    // What a window of four numbers gives along one dimension: every other one of them is an even one, so many apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref T even, ref T odd, nint apart, ref T to, nint stride)
    {
        var (a, b) = (TLanes.Load(ref even), TLanes.Load(ref odd));
        var (c, d) = (TLanes.Load(ref Unsafe.Add(ref even, apart)), TLanes.Load(ref Unsafe.Add(ref odd, apart)));
        (a - c).Store(ref to);
        (b + c).Store(ref Unsafe.Add(ref to, stride));
        (c - b).Store(ref Unsafe.Add(ref to, 2 * stride));
        (b - d).Store(ref Unsafe.Add(ref to, 3 * stride));
    }
}
