using NasPipelines.Options;
using NasPipelines.Scoring.Journals;

namespace NasPipelines.Scoring;

/// <summary>How a stage of scores reads a view and keeps scores.</summary>
public abstract class ScoringStageOptions
{
    internal const int DefaultQueueLength = 1024;

    private protected ScoringStageOptions()
    {
    }

    /// <summary>The column of architectures.</summary>
    /// <value>Architecture.</value>
    public string ArchitectureColumnName { get; init; } = "Architecture";

    /// <summary>The added column with the reasons for missing scores; null adds none.</summary>
    /// <value>ScoreStatus.</value>
    public string? StatusColumnName { get; init; } = "ScoreStatus";

    /// <summary>What is done about a row that is no architecture of the space.</summary>
    /// <value><see cref="BadRows.Fail"/>.</value>
    public BadRows BadRows { get; init; } = BadRows.Fail;

    /// <summary>
    /// Threads of a score that is read; <see cref="RunOptions"/> say how whole views are scored. Rounding, not meaning, depends on it.
    /// </summary>
    /// <value>0: all cores.</value>
    public int Threads { get; init; }

    /// <summary>
    /// How many architectures may wait for <c>ScoreAsync</c>, at least 1; who comes when so many wait is turned away at once.
    /// </summary>
    /// <value>1024.</value>
    public int QueueLength { get; init; } = DefaultQueueLength;

    /// <summary>
    /// Where scores are kept as soon as they are known, and looked up before they are computed; yours to dispose, after the stage.
    /// </summary>
    /// <value>null: they are kept in memory only.</value>
    public ScoreJournal? Journal { get; init; }

    /// <summary>
    /// Machines that score in the place of this process; yours to dispose, after the stage. Values that depend on how an architecture is
    /// written (<c>params</c>, <c>flops</c>) take microseconds and are computed here.
    /// </summary>
    /// <value>null: architectures are scored in this process.</value>
    public ScoringCluster? Cluster { get; init; }

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    internal void Validate() => Add(new OptionFaults()).Throw();

    /// <summary>What is wrong with a stage's own options, after the others.</summary>
    private protected virtual OptionFaults Add(OptionFaults faults) =>
        faults.Range(Threads, 0, 1024).Defined(BadRows).Range(QueueLength, 1, int.MaxValue).NotEmpty(ArchitectureColumnName, "a column");
}
