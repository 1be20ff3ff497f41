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
        double[] sorted = [.. scores.Where(double.IsFinite).Order()];
        var count = sorted.TakeWhile(s => s == sorted[0]).Count();
        if (sorted.Length - count < 2)
        {
            return null;
        }

        var range = sorted[^1] - sorted[count];
        return sorted[count] - sorted[0] > FarAway * range && range > 0 ? (sorted[0], count) : null;
    }
}
