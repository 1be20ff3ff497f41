namespace NasPipelines.Ranking.Statistics;

/// <summary>How many rows two cuts share, in expectation over independent random orders of the tied values at both borders.</summary>
internal static class Overlap
{
    /// <param name="rows">The rows that may be in the first cut.</param>
    /// <param name="ranksA">Dense ranks of the first column.</param>
    /// <param name="a">Cut of the first column.</param>
    /// <param name="ranksB">Dense ranks of the second column.</param>
    /// <param name="b">Cut of the second column.</param>
    /// <param name="sign">1 for top cuts, -1 for bottom cuts.</param>
    public static double Expected(ReadOnlySpan<int> rows, ReadOnlySpan<int> ranksA, Cut a, ReadOnlySpan<int> ranksB, Cut b, int sign)
    {
        long both = 0, borderA = 0, borderB = 0, borders = 0;
        foreach (var row in rows)
        {
            var inside = sign * (ranksB[row] - b.Border);
            if (inside < 0)
            {
                continue;
            }

            switch (ranksA[row] == a.Border, inside == 0)
            {
                case (false, false): both++; break;
                case (true, false): borderA++; break;
                case (false, true): borderB++; break;
                default: borders++; break;
            }
        }

        return both + borderA * a.Share + borderB * b.Share + borders * (a.Share * b.Share);
    }
}
