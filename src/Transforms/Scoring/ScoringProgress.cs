namespace NasPipelines.Scoring;

/// <summary>How far a scoring run is.</summary>
/// <param name="Done">Distinct architectures scored.</param>
/// <param name="Total">Distinct architectures in all.</param>
/// <param name="ArchitecturesPerSecond">Rate since the run began.</param>
/// <param name="Remaining">Time left at this rate; null before the first architecture.</param>
public sealed record ScoringProgress(int Done, int Total, double ArchitecturesPerSecond, TimeSpan? Remaining)
{
    // What a journal already had took no time, and says nothing of how long the rest will take.
    internal static ScoringProgress After(TimeSpan elapsed, int done, int total, int resumed = 0)
    {
        var rate = (done - resumed) / elapsed.TotalSeconds;
        return new(done, total, rate, rate > 0 ? TimeSpan.FromSeconds((total - done) / rate) : null);
    }
}

/// <summary>What a scoring run did.</summary>
/// <param name="Rows">Rows of the view.</param>
/// <param name="Distinct">Distinct architectures among them; each was scored once.</param>
/// <param name="Failed">Rows without any value.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Proxies">A summary per score.</param>
public sealed record ScoringSummary(int Rows, int Distinct, int Failed, double Seconds, IReadOnlyList<ProxySummary> Proxies)
{
    /// <summary>Distinct architectures whose scores were in the journal.</summary>
    public int Resumed { get; init; }
}

/// <summary>What a scoring run found of one score.</summary>
/// <param name="Name">The score.</param>
/// <param name="SecondsPerArchitecture">Mean time of the passes it needs; scores that share a pass are each charged with it.</param>
/// <param name="Missing">Rows without a value.</param>
public sealed record ProxySummary(string Name, double SecondsPerArchitecture, int Missing);
