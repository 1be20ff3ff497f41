namespace NasPipelines.Evaluation;

/// <summary>Finds lowest values that look like placeholders for "no score": published tables hold -1e8 and the like.</summary>
internal static class SuspectedPlaceholder
{
    private const double FarAway = 10;

    /// <summary>
    /// The lowest value and how often it occurs, where it lies at least ten times the range of all others below them; else null.
    /// </summary>
    public static (double Value, int Count)? Find(double[] scores)
    {
        var (lowest, next, highest, count, more) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, 0, 0);
        foreach (var score in scores)
        {
            if (!double.IsFinite(score))
            {
                continue;
            }

            highest = Math.Max(highest, score);
            if (score < lowest)
            {
                (lowest, next, more, count) = (score, lowest, more + count, 1);
            }
            else if (score == lowest)
            {
                count++;
            }
            else
            {
                (next, more) = (Math.Min(next, score), more + 1);
            }
        }

        var range = highest - next;
        return more >= 2 && range > 0 && next - lowest > FarAway * range ? (lowest, count) : null;
    }
}
