namespace NasPipelines.Evaluation;

/// <summary>A score under each way to treat architectures that it has no value for.</summary>
public sealed class MissingSensitivityRow
{
    internal MissingSensitivityRow(ScoreRanking dropped, ScoreRanking worst, ScoreRanking? common) =>
        (Dropped, Worst, Common) = (dropped, worst, common);

    /// <summary>The score.</summary>
    internal string Name => Dropped.Name;

    /// <summary>Share of the architectures with a truth that have this score, in [0, 1].</summary>
    internal double Coverage => Dropped.Coverage;

    /// <summary>Without them (<see cref="MissingScores.Drop"/>).</summary>
    public ScoreRanking Dropped { get; }

    /// <summary>With them below every other (<see cref="MissingScores.Worst"/>).</summary>
    public ScoreRanking Worst { get; }

    /// <summary>
    /// On the architectures that every score has: the only fair comparison between scores that fail on different ones. Null where there are
    /// none.
    /// </summary>
    public ScoreRanking? Common { get; }
}
