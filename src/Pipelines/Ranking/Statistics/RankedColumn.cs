using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.Intrinsics;

namespace NasPipelines.Ranking.Statistics;

/// <summary>A column of numbers with its ascending order, sorted once and shared by all criteria.</summary>
/// <remarks>Ranks are dense and start with 0 at the smallest value; equal values share one; 0 and -0 are equal.</remarks>
/// <threadsafety>Immutable for its users, hence safe to share between threads.</threadsafety>
public sealed class RankedColumn
{
    // So many copies of a row are written at once, wanted or not; those that are not are written over.
    private const int Copies = 4;

    // So many cubes of numbers below this fit into 64 bits.
    private const int TieBlock = 1 << 15;

    private readonly double[] _values;
    private readonly int[] _order;
    private readonly int[] _ranks;
    private readonly int[] _starts;

    private int[]? _middles;
    private int[]? _spareMiddles;
    private int[]? _sources;
    private ConcurrentDictionary<RankedColumn, ushort[]>? _ranksAlong;

    /// <summary>An empty column, for samples of other columns.</summary>
    /// <param name="capacity">The most rows of a sample.</param>
    internal RankedColumn(int capacity)
        : this(
            GC.AllocateUninitializedArray<double>(capacity + Copies), GC.AllocateUninitializedArray<int>(capacity + Copies),
            GC.AllocateUninitializedArray<int>(capacity), GC.AllocateUninitializedArray<int>(capacity + 1))
    {
    }

    private RankedColumn(double[] values, int[] order, int[] ranks, int[] starts) =>
        (_values, _order, _ranks, _starts) = (values, order, ranks, starts);

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Number of distinct values.</summary>
    public int Distinct { get; private set; }

    /// <summary>Number of pairs of rows with equal values.</summary>
    internal long TiedPairs { get; private set; }

    /// <summary>Sum over the blocks of t equal values of t³ - t, which Spearman's correlation corrects for.</summary>
    internal Int128 TieCubes { get; private set; }

    /// <summary>The values, by row.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>The dense rank of each row: 0 for the smallest value, <see cref="Distinct"/> - 1 for the largest.</summary>
    public ReadOnlySpan<int> Ranks => _ranks.AsSpan(0, Count);

    /// <summary>The rows in ascending order of their values.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, Count);

    /// <summary>
    /// For each dense rank the position in <see cref="Order"/> of its first row; one more entry holds <see cref="Count"/>.
    /// </summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Distinct + 1);

    /// <summary>For each row the sum of the first place of its rank and of the next one's, less <see cref="Count"/>: twice how far the mean
    /// place of equal values is from the middle.</summary>
    internal ReadOnlySpan<int> Middles => (_middles ??= FindMiddles()).AsSpan(0, Count);

    /// <summary>Sorts a column.</summary>
    /// <param name="values">The values; infinities are allowed.</param>
    /// <exception cref="ArgumentException">A value is NaN, which has no rank.</exception>
    internal static RankedColumn Of(ReadOnlySpan<double> values) => Over(values.ToArray());

    /// <summary>Sorts a column that nobody changes any more: it is kept without a copy.</summary>
    /// <param name="values">The values; infinities are allowed.</param>
    /// <exception cref="ArgumentException">A value is NaN, which has no rank.</exception>
    internal static RankedColumn Over(double[] values)
    {
        var n = values.Length;
        var column = new RankedColumn(
            values, GC.AllocateUninitializedArray<int>(n), GC.AllocateUninitializedArray<int>(n),
            GC.AllocateUninitializedArray<int>(n + 1)) { Count = n };
        var keys = ArrayPool<ulong>.Shared.Rent(values.Length);
        DoubleSort.Sort(values, keys.AsSpan(0, values.Length), column._order);
        column.RankSorted(keys);
        ArrayPool<ulong>.Shared.Return(keys);
        return column;
    }

    /// <summary>
    /// The column that this one is a resample of, and for each of its rows the first copy here; null where it is none, or its draws are not
    /// kept.
    /// </summary>
    internal (RankedColumn Column, int[] Firsts)? Source { get; set; }

    /// <summary>The rank of each row, in the ascending order of another column of the same rows; made once.</summary>
    internal ushort[] RanksAlong(RankedColumn other) =>
        LazyInitializer.EnsureInitialized(ref _ranksAlong, () => new()).GetOrAdd(
            other, static (other, column) => Array.ConvertAll(other._order[..other.Count], row => (ushort)column._ranks[row]), this);

    /// <summary>Number of rows whose value has this dense rank.</summary>
    /// <param name="rank">The dense rank.</param>
    internal int GroupSize(int rank) => Starts[rank + 1] - Starts[rank];

    /// <summary>The same rows with fewer ranks.</summary>
    /// <param name="map">The new rank of each rank, ascending from 0 without gaps.</param>
    internal RankedColumn Coarse(ReadOnlySpan<int> map)
    {
        var column = new RankedColumn(_values, _order, new int[Count], new int[map[^1] + 2])
        {
            Count = Count,
            Distinct = map[^1] + 1,
        };
        for (var rank = 0; rank < map.Length; rank++)
        {
            column._starts[map[rank] + 1] = _starts[rank + 1];
        }

        for (var row = 0; row < Count; row++)
        {
            column._ranks[row] = map[_ranks[row]];
        }

        column.CountTies();
        return column;
    }

    /// <summary>
    /// Becomes a sample of the rows of <paramref name="source"/>, each any number of times, in the order of the rows, without sorting.
    /// </summary>
    /// <param name="source">The column resampled from.</param>
    /// <param name="firsts">For each row of the source, its first row here; the next entry ends its rows.</param>
    internal void Resample(RankedColumn source, ReadOnlySpan<int> firsts)
    {
        Source = null;
        _sources ??= GC.AllocateUninitializedArray<int>(_order.Length); // the rank in the source, by position
        (_spareMiddles, _middles) = (_middles ?? _spareMiddles, null);
        Count = firsts[source.Count];
        for (var row = 0; row < source.Count; row++)
        {
            Repeat(_values, firsts[row], firsts[row + 1], source._values[row]);
        }

        var position = 0;
        for (var rank = 0; rank < source.Distinct; rank++)
        {
            foreach (var row in source._order.AsSpan(source._starts[rank], source.GroupSize(rank)))
            {
                int first = firsts[row], end = position + firsts[row + 1] - first;
                Repeat(_sources, position, end, rank);
                Enumerate(_order, position, end, first);
                position = end;
            }
        }

        RankInOrder(_sources);
    }

    private int[] FindMiddles()
    {
        var middles = _spareMiddles ?? GC.AllocateUninitializedArray<int>(_ranks.Length);
        for (var row = 0; row < Count; row++)
        {
            var rank = _ranks[row];
            middles[row] = _starts[rank] + _starts[rank + 1] - Count;
        }

        return middles;
    }

    private static void Repeat<T>(T[] array, int start, int end, T value)
        where T : struct
    {
        if (end - start > Copies)
        {
            array.AsSpan(start, end - start).Fill(value);
            return;
        }

        if (typeof(T) == typeof(double))
        {
            Vector256.Create(value).StoreUnsafe(ref array[start]);
        }
        else
        {
            Vector128.Create(value).StoreUnsafe(ref array[start]);
        }
    }

    private static void Enumerate(int[] array, int start, int end, int first)
    {
        for (; end - start > Copies; start++, first++)
        {
            array[start] = first;
        }

        (Vector128.Create(first) + Vector128.Create(0, 1, 2, 3)).StoreUnsafe(ref array[start]);
    }

    // Ranks, blocks and ties of rows that lie in order, from numbers that differ where their values do.
    private void RankInOrder(ReadOnlySpan<int> values)
    {
        int rank = -1, last = -1;
        _starts[0] = 0;
        for (var p = 0; p < Count; p++)
        {
            rank += values[p] == last ? 0 : 1;
            last = values[p];
            _starts[rank + 1] = p + 1; // in the end that of the last row
            _ranks[_order[p]] = rank;
        }

        Distinct = rank + 1;
        CountTies();
    }

    private void RankSorted(ReadOnlySpan<ulong> keys)
    {
        var rank = -1;
        for (var p = 0; p < Count; p++)
        {
            if (p == 0 || keys[p] != keys[p - 1])
            {
                _starts[++rank] = p;
            }

            _ranks[_order[p]] = rank;
        }

        Distinct = rank + 1;
        _starts[Distinct] = Count;
        CountTies();
    }

    private void CountTies()
    {
        (TiedPairs, TieCubes) = (0, 0);
        for (var start = 0; start < Distinct; start += TieBlock)
        {
            long pairs = 0, cubes = 0;
            for (var rank = start; rank < Math.Min(Distinct, start + TieBlock); rank++)
            {
                long size = _starts[rank + 1] - _starts[rank];
                pairs += size * (size - 1) / 2;
                if (size < TieBlock)
                {
                    cubes += size * (size * size - 1);
                }
                else
                {
                    TieCubes += (Int128)size * (size * size - 1);
                }
            }

            TiedPairs += pairs;
            TieCubes += cubes;
        }
    }
}
