using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// Averages, or the gradient of what is averaged, plane by plane, so that a plane stays in the first cache. Values are added in the order
/// of a product with a matrix of shares, each multiplied and added at once, so that results in float32 have the bits of
/// <see cref="AveragePooling.Products"/>.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLanes">The lanes to work with.</typeparam>
/// <threadsafety>One thread at a time: it has its own memory to work in.</threadsafety>
internal sealed class PoolingKernel<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    private readonly PoolingWindow _window;
    private readonly int _positions;
    private readonly int _length;
    private readonly int _guard;
    private readonly Pass[] _passes;

    // A plane between zeros that windows reach into, with no weight, and results.
    private readonly T[] _plane;
    private readonly T[] _between;
    private readonly T[] _results;

    /// <param name="window">The window.</param>
    /// <param name="isBack">Whether the gradient of the planes is wanted, from that of their averages.</param>
    public PoolingKernel(PoolingWindow window, bool isBack)
    {
        _window = window;
        _positions = window.Rows * window.Columns;
        _length = VectorUnits.Whole(_positions);
        _guard = window.Reach * (window.Columns + 1);
        (_plane, _between) = (new T[_length + (2 * _guard)], new T[_length + (2 * _guard)]);
        _results = new T[_length];
        var (rows, columns) = (Shares(window.Rows, isBack), Shares(window.Columns, isBack));
        _passes = window.IsWhole ? [Weigh(rows, columns)]
            : isBack ? [Weigh(rows, null), Weigh(null, columns)]
            : [Weigh(null, columns), Weigh(rows, null)];
    }

    /// <summary>Averages planes, or finds the gradient of planes.</summary>
    /// <param name="planes">[planes, rows, columns].</param>
    /// <param name="results">As many.</param>
    public void Run(ReadOnlySpan<T> planes, Span<T> results)
    {
        for (var at = 0; at < planes.Length; at += _positions)
        {
            planes.Slice(at, _positions).CopyTo(_plane.AsSpan(_guard));
            if (_passes.Length == 1)
            {
                Chain(_plane, _passes[0], _results);
            }
            else
            {
                Chain(_plane, _passes[0], _between.AsSpan(_guard, _length));
                Chain(_between, _passes[1], _results);
            }

            _results.AsSpan(0, _positions).CopyTo(results[at..]);
        }
    }

    // For each position the sum over places of weight times value.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Chain(ReadOnlySpan<T> plane, Pass pass, Span<T> results)
    {
        ref var from = ref MemoryMarshal.GetReference(plane);
        ref var to = ref MemoryMarshal.GetReference(results);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(pass.Weights);
        var (width, length) = (TLanes.Count, results.Length);
        for (var at = 0; at < length; at += 2 * width)
        {
            var (a, b) = (default(TLanes), default(TLanes));
            for (var place = 0; place < pass.Offsets.Length; place++)
            {
                ref var value = ref Unsafe.Add(ref from, at + pass.Offsets[place]);
                ref var weight = ref Unsafe.Add(ref weights, at + (place * length));
                a = TLanes.MultiplyAdd(TLanes.Load(ref value), TLanes.Load(ref weight), a);
                b = TLanes.MultiplyAdd(TLanes.Load(ref Unsafe.Add(ref value, width)), TLanes.Load(ref Unsafe.Add(ref weight, width)), b);
            }

            a.Store(ref Unsafe.Add(ref to, at));
            b.Store(ref Unsafe.Add(ref to, at + width));
        }
    }

    // Along one dimension, for each position and each step of the window's.
    private T[,] Shares(int size, bool isBack)
    {
        var shares = new T[size, _window.Kernel];
        for (var at = 0; at < size; at++)
        {
            for (var step = -_window.Reach; step <= _window.Reach; step++)
            {
                var (average, value) = isBack ? (at + step, at) : (at, at + step);
                var exists = average >= 0 && average < size;
                shares[at, step + _window.Reach] =
                    exists ? T.CreateTruncating(PoolingWindow.Share(size, average - _window.Reach, _window.Kernel, value)) : T.Zero;
            }
        }

        return shares;
    }

    // Shares along rows, columns or both.
    private Pass Weigh(T[,]? rows, T[,]? columns)
    {
        int[] steps = [.. Enumerable.Range(-_window.Reach, _window.Kernel)];
        (int Row, int Column)[] places =
            [.. (rows is null ? [0] : steps).SelectMany(row => (columns is null ? [0] : steps).Select(column => (row, column)))];
        var weights = new T[places.Length * _length];
        for (var place = 0; place < places.Length; place++)
        {
            var (ofRow, ofColumn) = (places[place].Row + _window.Reach, places[place].Column + _window.Reach);
            for (var row = 0; row < _window.Rows; row++)
            {
                var share = rows is null ? T.One : rows[row, ofRow];
                for (var column = 0; column < _window.Columns; column++)
                {
                    weights[(place * _length) + (row * _window.Columns) + column] =
                        columns is null ? share : share * columns[column, ofColumn];
                }
            }
        }

        return new([.. places.Select(place => _guard + (place.Row * _window.Columns) + place.Column)], weights);
    }

    // Where the value of each place lies, and its weight at each position.
    private readonly record struct Pass(int[] Offsets, T[] Weights);
}
