namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// How many rows an end of the order by scores shares with the same end of the order by truth, in expectation over independent random
/// orders of the tied values at both borders.
/// </summary>
internal static class Overlap
{
    /// <summary>Rows among the k with the highest scores and the k with the highest truth.</summary>
    public static double OfTop(RankedSample sample, int k)
    {
        var starts = sample.Scores.Starts;
        var chosen = Cut.Top(sample.Scores, k);
        return Expected(sample, chosen, Cut.Top(sample.Truth, k), starts[chosen.Border + 1], sample.Count, sign: 1);
    }

    /// <summary>Rows among the k with the lowest scores and the k with the lowest truth.</summary>
    public static double OfBottom(RankedSample sample, int k)
    {
        var starts = sample.Scores.Starts;
        var chosen = Cut.Bottom(sample.Scores, k);
        return Expected(sample, chosen, Cut.Bottom(sample.Truth, k), 0, starts[chosen.Border], sign: -1);
    }

    // The rows from one place by scores to another are certainly among the chosen, those of the border block perhaps.
    private static double Expected(RankedSample sample, Cut chosen, Cut real, int from, int end, int sign)
    {
        ReadOnlySpan<int> rows = sample.Scores.Order, ranks = sample.Truth.Ranks;
        var (both, onRealBorder) = Count(rows[from..end], ranks, real.Border, sign);
        var (onBorder, onBoth) = Count(rows.Slice(sample.Scores.Starts[chosen.Border], chosen.BlockSize), ranks, real.Border, sign);
        return both + onBorder * chosen.Share + onRealBorder * real.Share + onBoth * (chosen.Share * real.Share);
    }

    private static (long Inside, long Border) Count(ReadOnlySpan<int> rows, ReadOnlySpan<int> ranks, int border, int sign)
    {
        int inside = 0, on = 0;
        foreach (var row in rows)
        {
            var depth = sign * (ranks[row] - border);
            inside += depth > 0 ? 1 : 0;
            on += depth == 0 ? 1 : 0;
        }

        return (inside, on);
    }
}
