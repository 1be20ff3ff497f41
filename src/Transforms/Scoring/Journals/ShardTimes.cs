namespace NasPipelines.Scoring.Journals;

/// <summary>Times that are left.</summary>
internal static class ShardTimes
{
    private const double Longest = 1e9; // seconds: three centuries are "not known"

    /// <summary>The time for some functions at a rate; null where it is not known.</summary>
    public static TimeSpan? Remaining(int functions, double perSecond) =>
        functions <= 0 ? TimeSpan.Zero
        : perSecond > 0 && functions / perSecond < Longest ? TimeSpan.FromSeconds(functions / perSecond)
        : null;
}
