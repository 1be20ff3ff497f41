namespace NasPipelines;

/// <summary>A score under each way to treat architectures that it has no value for.</summary>
public sealed class MissingSensitivityRow
{
    internal MissingSensitivityRow(string name, double coverage, RankingMetrics dropped, RankingMetrics worst, RankingMetrics? common) =>
        (Name, Coverage, Dropped, Worst, Common) = (name, coverage, dropped, worst, common);

    /// <summary>The score.</summary>
    public string Name { get; }

    /// <summary>Share of the architectures with a truth that have this score, in [0, 1].</summary>
    public double Coverage { get; }

    /// <summary>Without them (<see cref="MissingScores.Drop"/>).</summary>
    public RankingMetrics Dropped { get; }

    /// <summary>With them below every other (<see cref="MissingScores.Worst"/>).</summary>
    public RankingMetrics Worst { get; }

    /// <summary>
    /// On the architectures that every score has: the only fair comparison between scores that fail on different ones. Null where there are none.
    /// </summary>
    public RankingMetrics? Common { get; }
}
