using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>A column of numbers with its ascending order, sorted once and shared by all criteria.</summary>
/// <remarks>Ranks are dense and start with 0 at the smallest value; equal values share one; 0 and -0 are equal.</remarks>
/// <threadsafety>Immutable for its users, hence safe to share between threads.</threadsafety>
public sealed class RankedColumn
{
    private readonly double[] _values;
    private readonly int[] _order;
    private readonly int[] _ranks;
    private readonly int[] _starts;

    internal RankedColumn(int capacity)
        : this(GC.AllocateUninitializedArray<double>(capacity))
    {
    }

    private RankedColumn(double[] values)
    {
        var capacity = values.Length;
        _values = values;
        _order = GC.AllocateUninitializedArray<int>(capacity);
        _ranks = GC.AllocateUninitializedArray<int>(capacity);
        _starts = GC.AllocateUninitializedArray<int>(capacity + 1);
    }

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

    /// <summary>Sorts a column.</summary>
    /// <param name="values">The values; infinities are allowed.</param>
    /// <exception cref="ArgumentException">A value is NaN, which has no rank.</exception>
    internal static RankedColumn Of(ReadOnlySpan<double> values) => Over(values.ToArray());

    /// <summary>Sorts a column that nobody changes any more: it is kept without a copy.</summary>
    /// <param name="values">The values; infinities are allowed.</param>
    /// <exception cref="ArgumentException">A value is NaN, which has no rank.</exception>
    internal static RankedColumn Over(double[] values)
    {
        var column = new RankedColumn(values) { Count = values.Length };
        var keys = ArrayPool<ulong>.Shared.Rent(values.Length);
        DoubleSort.Sort(values, keys.AsSpan(0, values.Length), column._order);
        column.RankSorted(keys);
        ArrayPool<ulong>.Shared.Return(keys);
        return column;
    }

    /// <summary>Number of rows whose value has this dense rank.</summary>
    /// <param name="rank">The dense rank.</param>
    internal int GroupSize(int rank) => Starts[rank + 1] - Starts[rank];

    /// <summary>
    /// Becomes a sample of the rows of <paramref name="source"/>, each any number of times, in the order of the rows, without sorting.
    /// </summary>
    /// <param name="source">The column resampled from.</param>
    /// <param name="firsts">For each row of the source, its first row here; the next entry ends its rows.</param>
    internal void Resample(RankedColumn source, ReadOnlySpan<int> firsts)
    {
        int position = 0, rank = 0;
        (TiedPairs, TieCubes) = (0, 0);
        for (var group = 0; group < source.Distinct; group++)
        {
            _starts[rank] = position;
            for (var p = source._starts[group]; p < source._starts[group + 1]; p++)
            {
                var row = source._order[p];
                var value = source._values[row];
                for (int to = firsts[row], end = firsts[row + 1]; to < end; to++)
                {
                    _order[position++] = to;
                    _ranks[to] = rank;
                    _values[to] = value;
                }
            }

            CountTies(position - _starts[rank]);
            rank += position > _starts[rank] ? 1 : 0;
        }

        _starts[rank] = position;
        (Count, Distinct) = (position, rank);
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
        for (var r = 0; r < Distinct; r++)
        {
            CountTies(GroupSize(r));
        }
    }

    private void CountTies(long size)
    {
        if (size > 1)
        {
            TiedPairs += size * (size - 1) / 2;
            TieCubes += (Int128)size * (size * size - 1);
        }
    }
}
