using System.Runtime.Intrinsics;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// Counts the discordant pairs, and those tied in both, of two columns one of which has very few distinct values (levels): a pass over the
/// rows for every eight levels, whose counts lie in vectors; no branch depends on the data.
/// </summary>
internal static class LevelPairs
{
    /// <summary>The most levels that this is fast for.</summary>
    public const int Limit = 32;

    private const int Lanes = 8;

    /// <param name="ordered">The column in whose order the rows are visited.</param>
    /// <param name="levels">The column of few values.</param>
    public static (long Discordant, long TiedBoth) Count(RankedColumn ordered, RankedColumn levels)
    {
        long discordant = 0, tied = 0;
        for (var level = 0; level < levels.Distinct; level += Lanes)
        {
            var (more, like) = Count(ordered, levels.Ranks, level);
            discordant += more;
            tied += like;
        }

        return (discordant, tied);
    }

    private static (long Discordant, long TiedBoth) Count(RankedColumn ordered, ReadOnlySpan<int> levels, int first)
    {
        ReadOnlySpan<int> order = ordered.Order, ranks = ordered.Ranks;
        var lanes = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(first);
        var step = Math.Max(1, int.MaxValue / Math.Max(1, ordered.Count)); // so many rows' counts add up to an int
        Vector256<int> above = default, lower = default, inside = default; // visited rows above each level, those of lower blocks, its own
        var last = -1;
        long discordant = 0, tied = 0;
        for (var from = 0; from < ordered.Count; from += step)
        {
            Vector256<int> discordantHere = default, tiedHere = default;
            foreach (var row in order.Slice(from, Math.Min(step, ordered.Count - from)))
            {
                var rank = ranks[row];
                var sameBlock = Vector256.Equals(Vector256.Create(rank), Vector256.Create(last));
                last = rank;
                var level = Vector256.Create(levels[row]);
                var here = Vector256.Equals(level, lanes);
                lower = Vector256.ConditionalSelect(sameBlock, lower, above);
                inside &= sameBlock;
                discordantHere += lower & here;
                tiedHere += inside & here;
                above -= Vector256.GreaterThan(level, lanes); // what holds is -1
                inside -= here;
            }

            discordant += Sum(discordantHere);
            tied += Sum(tiedHere);
        }

        return (discordant, tied);
    }

    private static long Sum(Vector256<int> counts)
    {
        var (lower, upper) = Vector256.Widen(counts);
        return Vector256.Sum(lower + upper);
    }
}
