
namespace NasPipelines.Stages;

/// <summary>What computing recorded scores again gave.</summary>
public sealed class JournalVerification
{
    internal JournalVerification(
        long scores, int recomputed, long damaged, IReadOnlyList<JournalDifference> differences, IReadOnlyList<string> skipped)
    {
        (Scores, Recomputed, Damaged, Differences, Skipped) = (scores, recomputed, damaged, differences, skipped);
    }

    /// <summary>Scores in the journal.</summary>
    public long Scores { get; }

    /// <summary>Scores computed again.</summary>
    public int Recomputed { get; }

    /// <summary>
    /// Scores in the whole journal whose checksum does not fit what is in their row; they are computed again when they are asked for.
    /// </summary>
    public long Damaged { get; }

    /// <summary>Those that differ.</summary>
    public IReadOnlyList<JournalDifference> Differences { get; }

    /// <summary>Estimators of the sample that cannot be made here, with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; }
}
