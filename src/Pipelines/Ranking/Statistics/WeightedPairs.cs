using System.Buffers;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// Counts the pairs of a resample of two columns, one of which has few distinct values, from how often each row was drawn: rows are visited
/// in the order that they have anyway, so that no resample is ranked for it.
/// </summary>
internal static class WeightedPairs
{
    /// <summary>Whether one of the columns has so few values that a counter of them is fast.</summary>
    public static bool Suit(RankedColumn scores, RankedColumn truth) => Math.Min(scores.Distinct, truth.Distinct) <= RankCounter.Limit;

    /// <summary>
    /// The pairs of two columns that are resamples by the same draws; null where they are not, or do not <see cref="Suit"/>.
    /// </summary>
    public static PairCounts? OfResamples(RankedColumn scores, RankedColumn truth) =>
        scores.Source is { } drawn && truth.Source is { } other && drawn.Firsts == other.Firsts && Suit(drawn.Column, other.Column)
            ? Count(drawn.Column, other.Column, drawn.Firsts)
            : null;

    /// <summary>The pairs of a resample.</summary>
    /// <param name="scores">The scores that rows are drawn from.</param>
    /// <param name="truth">The truth of the same rows.</param>
    /// <param name="firsts">For each row its first copy in the resample; the next entry ends its copies.</param>
    public static PairCounts Count(RankedColumn scores, RankedColumn truth, ReadOnlySpan<int> firsts)
    {
        var (few, many) = scores.Distinct < truth.Distinct ? (scores, truth) : (truth, scores);
        ReadOnlySpan<int> order = many.Order, starts = many.Starts;
        ReadOnlySpan<ushort> ranks = few.RanksAlong(many);
        var memory = ArrayPool<int>.Shared.Rent(RankCounter.Memory + few.Distinct + order.Length);
        memory.AsSpan(0, RankCounter.Memory + few.Distinct).Clear();
        var counter = new RankCounter(memory, few.Distinct);
        var sizes = memory.AsSpan(RankCounter.Memory, few.Distinct); // rows below the block that is visited, by their rank
        var times = memory.AsSpan(RankCounter.Memory + few.Distinct, order.Length);
        for (var p = 0; p < order.Length; p++)
        {
            times[p] = firsts[order[p] + 1] - firsts[order[p]];
        }

        long below = 0, discordant = 0, tiedInMany = 0, tiedInFewOnly = 0;
        for (var block = 0; block < many.Distinct; block++)
        {
            int start = starts[block], end = starts[block + 1];
            var rows = 0L;
            for (var p = start; p < end; p++)
            {
                if (times[p] > 0)
                {
                    discordant += times[p] * (below - counter.AtMost(ranks[p]));
                    tiedInFewOnly += (long)times[p] * sizes[ranks[p]];
                    rows += times[p];
                }
            }

            for (var p = start; p < end; p++)
            {
                if (times[p] > 0)
                {
                    counter.Add(ranks[p], times[p]);
                    sizes[ranks[p]] += times[p];
                }
            }

            tiedInMany += Pairs(rows);
            below += rows;
        }

        var tiedInFew = 0L;
        foreach (var size in sizes)
        {
            tiedInFew += Pairs(size);
        }

        ArrayPool<int>.Shared.Return(memory);
        var (inScores, inTruth) = few == scores ? (tiedInFew, tiedInMany) : (tiedInMany, tiedInFew);
        return new(Pairs(below), inScores, inTruth, tiedInFew - tiedInFewOnly, discordant);
    }

    private static long Pairs(long rows) => rows * (rows - 1) / 2;
}
