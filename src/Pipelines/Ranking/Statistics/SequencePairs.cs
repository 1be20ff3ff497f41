using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Counts pairs of a sequence of truth ranks that is in ascending order of (score, truth).</summary>
internal static class SequencePairs
{
    private const int CountFrom = 256;

    /// <param name="truthRanks">The truth ranks; any numbers in [0, <paramref name="distinct"/>) with the same order.</param>
    /// <param name="distinct">Every truth rank is smaller; at most 2^28.</param>
    /// <param name="starts">Where each block of equal scores starts, and where the last ends, from the start of the sequence.</param>
    /// <param name="offset">The position that the entries of <paramref name="starts"/> give to the start of the sequence.</param>
    public static PairCounts Count(ReadOnlySpan<int> truthRanks, int distinct, ReadOnlySpan<int> starts, int offset = 0)
    {
        var n = truthRanks.Length;
        long tiedScores = 0, tiedBoth = 0;
        for (var block = 1; starts.Length <= n && block < starts.Length; block++)
        {
            int from = starts[block - 1] - offset, to = starts[block] - offset;
            if (to - from > 1)
            {
                tiedScores += Pairs(to - from);
                tiedBoth += Tied(truthRanks[from..to]);
            }
        }

        var (discordant, tiedTruth) = n is >= CountFrom and < SlotCounter.Limit ? CountSlots(truthRanks, distinct) : MergeSort(truthRanks);
        return new(Pairs(n), tiedScores, tiedTruth, tiedBoth, discordant);
    }

    private static (long Discordant, long Tied) MergeSort(ReadOnlySpan<int> truthRanks)
    {
        var n = truthRanks.Length;
        var buffer = ArrayPool<int>.Shared.Rent(2 * n);
        var sorted = buffer.AsSpan(0, n);
        truthRanks.CopyTo(sorted);
        var discordant = Inversions.Count(sorted, buffer.AsSpan(n, n));
        var tied = Tied(sorted);
        ArrayPool<int>.Shared.Return(buffer);
        return (discordant, tied);
    }

    // Each row gets a place of its own in the order of the truth, equal ones in the order they come, so that they never count as
    // discordant.
    private static (long Discordant, long Tied) CountSlots(ReadOnlySpan<int> truthRanks, int distinct)
    {
        var next = ArrayPool<int>.Shared.Rent(distinct + 1);
        var tied = Slots(truthRanks, next.AsSpan(0, distinct + 1));
        Span<ulong> memory = stackalloc ulong[SlotCounter.Memory];
        memory.Clear();
        var counter = new SlotCounter(memory, truthRanks.Length);
        long smaller = 0;
        foreach (var rank in truthRanks)
        {
            smaller += counter.Add(next[rank]++);
        }

        ArrayPool<int>.Shared.Return(next);
        return (Pairs(truthRanks.Length) - smaller, tied);
    }

    /// <summary>Fills in the first place of each rank; returns the number of tied pairs.</summary>
    private static long Slots(ReadOnlySpan<int> ranks, Span<int> next)
    {
        next.Clear();
        foreach (var rank in ranks)
        {
            next[rank + 1]++;
        }

        long tied = 0;
        for (var rank = 1; rank < next.Length; rank++)
        {
            tied += Pairs(next[rank]);
            next[rank] += next[rank - 1];
        }

        return tied;
    }

    private static long Pairs(long n) => n * (n - 1) / 2;

    private static long Tied(ReadOnlySpan<int> ascending)
    {
        long tied = 0, run = 0;
        for (var p = 1; p < ascending.Length; p++)
        {
            run = ascending[p] == ascending[p - 1] ? run + 1 : 0;
            tied += run;
        }

        return tied;
    }
}
