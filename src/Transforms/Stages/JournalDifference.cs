namespace NasPipelines.Stages;

/// <summary>A recorded score that is not what comes out when it is computed again.</summary>
public sealed class JournalDifference
{
    internal JournalDifference(string score, string architecture, string recorded, string recomputed)
    {
        (Score, Architecture, Recorded, Recomputed) = (score, architecture, recorded, recomputed);
    }

    /// <summary>The estimator.</summary>
    public string Score { get; }

    /// <summary>The architecture.</summary>
    public string Architecture { get; }

    /// <summary>The raw value in the journal, or why there was none.</summary>
    public string Recorded { get; }

    /// <summary>The raw value now, or why there is none.</summary>
    public string Recomputed { get; }

    /// <summary>The difference in a line.</summary>
    public override string ToString() => $"{Score} of {Architecture}: {Recorded} recorded, {Recomputed} now";
}
