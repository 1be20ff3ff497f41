using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// The best or worst true rank among the k best-scored rows, in expectation over independent uniformly random orders of equal scores and of
/// equal truths.
/// </summary>
/// <remarks>
/// The k rows are the rows F with scores above the border, and a random subset of m rows of the border block S. Blocks of equal truth are
/// visited from the extreme end, up to the first that has a row of F. The number X of chosen rows of S in a block is hypergeometric, given
/// that no earlier block was hit; with c chosen rows, the extreme place in a block of t rows is (t+1)/(c+1) in expectation. O(n).
/// </remarks>
internal static class ExtremeTruth
{
    /// <summary>Expected rank (1 is the truly best) and truth of the truly best of the k best-scored rows.</summary>
    public static (double Rank, double Value) BestOfTop(RankedSample sample, int k) => Visit(sample, k, fromBest: true);

    /// <summary>Expected rank (1 is the truly best) and truth of the truly worst of the k best-scored rows.</summary>
    public static (double Rank, double Value) WorstOfTop(RankedSample sample, int k)
    {
        var (place, value) = Visit(sample, k, fromBest: false);
        return (sample.Count + 1 - place, value);
    }

    private static (double Place, double Value) Visit(RankedSample sample, int k, bool fromBest)
    {
        var truth = sample.Truth;
        var cut = Cut.Top(sample.Scores, k);
        var start = sample.Scores.Starts[cut.Border];
        var (extreme, sure) = Extreme(sample.Scores.Order[(start + cut.BlockSize)..], truth.Ranks, fromBest);
        var buffer = ArrayPool<int>.Shared.Rent(cut.BlockSize);
        ReadOnlySpan<int> maybe = Ascending(sample.Scores.Order.Slice(start, cut.BlockSize), truth.Ranks, buffer);

        double place = 0, value = 0, unhit = 1;
        while (unhit > 0 && (sure > 0 || !maybe.IsEmpty))
        {
            var block = maybe.IsEmpty ? extreme : fromBest ? maybe[^1] : maybe[0];
            block = sure == 0 ? block : fromBest ? Math.Max(block, extreme) : Math.Min(block, extreme);
            var marked = RunAtEnd(maybe, block, fromBest);
            var (hit, inverse) = Hypergeometric.Hit(maybe.Length, marked, cut.Wanted, block == extreme ? sure : 0);
            double before = fromBest ? truth.Count - truth.Starts[block + 1] : truth.Starts[block];
            place += unhit * (hit * before + (truth.GroupSize(block) + 1) * inverse);
            value += unhit * hit * truth.Values[truth.Order[truth.Starts[block]]];
            unhit *= 1 - hit;
            maybe = fromBest ? maybe[..^marked] : maybe[marked..];
        }

        ArrayPool<int>.Shared.Return(buffer);
        return (place, value);
    }

    private static Span<int> Ascending(ReadOnlySpan<int> rows, ReadOnlySpan<int> ranks, int[] buffer)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            buffer[i] = ranks[rows[i]];
        }

        var ascending = buffer.AsSpan(0, rows.Length);
        ascending.Sort();
        return ascending;
    }

    /// <summary>The largest or smallest rank of some rows and how many have it; 0 where there are no rows.</summary>
    private static (int Rank, int Rows) Extreme(ReadOnlySpan<int> rows, ReadOnlySpan<int> ranks, bool largest)
    {
        var (most, flip) = (int.MinValue, largest ? 0 : -1); // with its bits turned over, the smallest is the largest
        foreach (var row in rows)
        {
            most = Math.Max(most, ranks[row] ^ flip);
        }

        var count = 0;
        foreach (var row in rows)
        {
            count += (ranks[row] ^ flip) == most ? 1 : 0;
        }

        return (rows.IsEmpty ? -1 : most ^ flip, count);
    }

    // How many ranks of an ascending sequence, from its last or its first on, are this one.
    private static int RunAtEnd(ReadOnlySpan<int> ascending, int rank, bool last)
    {
        var run = 0;
        while (run < ascending.Length && ascending[last ? ascending.Length - 1 - run : run] == rank)
        {
            run++;
        }

        return run;
    }
}
