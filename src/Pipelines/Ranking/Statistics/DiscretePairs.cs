using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>Counts the pairs of two columns, one of which has few distinct values, without sorting.</summary>
internal static class DiscretePairs
{
    /// <summary>Number of distinct values up to which this is faster than to place the rows, however few they are.</summary>
    private const int Few = 256;

    public static bool Suit(RankedColumn scores, RankedColumn truth) =>
        Math.Min(scores.Distinct, truth.Distinct) <= (scores.Count < SlotCounter.Limit ? Few : RankCounter.Limit);

    public static PairCounts Count(RankedColumn scores, RankedColumn truth)
    {
        // Exchanging the columns exchanges nothing but their ties.
        var (few, many) = scores.Distinct < truth.Distinct ? (scores, truth) : (truth, scores);
        var isTabled = (long)few.Distinct * many.Distinct <= scores.Count;
        if (!isTabled && few.Distinct > LevelPairs.Limit && WeightedPairs.OfResamples(scores, truth) is { } counted)
        {
            return counted;
        }

        var (discordant, tiedBoth) = isTabled ? Tabulate(scores, truth)
            : few.Distinct <= LevelPairs.Limit ? LevelPairs.Count(many, few)
            : many.Distinct <= RankCounter.Limit ? Visit(few, many) // few blocks are visited sooner than many
            : Visit(many, few);
        var n = (long)scores.Count;
        return new(n * (n - 1) / 2, scores.TiedPairs, truth.TiedPairs, tiedBoth, discordant);
    }

    // A table of how often each pair of ranks occurs, then sums over its cells.
    private static (long Discordant, long TiedBoth) Tabulate(RankedColumn scores, RankedColumn truth)
    {
        var width = truth.Distinct;
        var cells = new int[scores.Distinct * width];
        ReadOnlySpan<int> scoreRanks = scores.Ranks, truthRanks = truth.Ranks;
        for (var row = 0; row < scoreRanks.Length; row++)
        {
            cells[(scoreRanks[row] * width) + truthRanks[row]]++;
        }

        var lower = new long[width]; // rows of lower scores, by their truth
        long discordant = 0, tiedBoth = 0;
        for (var score = 0; score < scores.Distinct; score++)
        {
            long above = 0; // those of them with a higher truth
            for (var rank = width - 1; rank >= 0; rank--)
            {
                long rows = cells[(score * width) + rank];
                discordant += rows * above;
                tiedBoth += rows * (rows - 1) / 2;
                above += lower[rank];
                lower[rank] += rows;
            }
        }

        return (discordant, tiedBoth);
    }

    // Blocks of equal values of one column, lowest first: each row is compared with the rows of all lower blocks.
    private static (long Discordant, long TiedBoth) Visit(RankedColumn visited, RankedColumn counted)
    {
        var memory = ArrayPool<int>.Shared.Rent(RankCounter.Memory + counted.Distinct);
        memory.AsSpan().Clear();
        var counter = new RankCounter(memory, counted.Distinct);
        var sizes = memory.AsSpan(RankCounter.Memory, counted.Distinct);
        ReadOnlySpan<int> order = visited.Order, starts = visited.Starts, ranks = counted.Ranks;
        long discordant = 0, tiedOne = 0;
        for (var block = 0; block < visited.Distinct; block++)
        {
            var lower = starts[block];
            var rows = order[lower..starts[block + 1]];
            foreach (var row in rows)
            {
                discordant += lower - counter.AtMost(ranks[row]);
                tiedOne += sizes[ranks[row]];
            }

            foreach (var row in rows)
            {
                counter.Add(ranks[row]);
                sizes[ranks[row]]++;
            }
        }

        ArrayPool<int>.Shared.Return(memory);
        return (discordant, counted.TiedPairs - tiedOne);
    }
}
