
namespace NasPipelines.Stages;

/// <summary>What computing recorded scores again gave.</summary>
public sealed class JournalVerification
{
    internal JournalVerification(
        long scores, int recomputed,
        IReadOnlyList<(string Score, string Architecture, string Recorded, string Recomputed)> differences, IReadOnlyList<string> skipped)
    {
        (Scores, Recomputed, Differences, Skipped) = (scores, recomputed, differences, skipped);
    }

    /// <summary>Scores in the journal.</summary>
    public long Scores { get; }

    /// <summary>Scores computed again.</summary>
    public int Recomputed { get; }

    /// <summary>
    /// Those that differ: the estimator, the architecture, the raw value in the journal and the raw value now, or why there is none.
    /// </summary>
    public IReadOnlyList<(string Score, string Architecture, string Recorded, string Recomputed)> Differences { get; }

    /// <summary>Estimators of the sample that cannot be made here, with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; }
}
