using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;

namespace NasPipelines.Stages;

/// <summary>What a stage of scores needs beside its scorer.</summary>
/// <param name="ArchitectureColumn">The column of architectures.</param>
/// <param name="StatusColumn">The added column with the reasons for missing scores; null adds none.</param>
/// <param name="Threads">Threads of a score that is read; 0 means all cores.</param>
/// <param name="BadRows">What is done about a row that is no architecture.</param>
/// <param name="Journal">Where scores are kept; null keeps them in memory only.</param>
internal sealed record StageOptions(
    string ArchitectureColumn, string? StatusColumn, int Threads = 0, BadRows BadRows = BadRows.Fail, ScoreJournal? Journal = null)
{
    /// <summary>How many architectures may wait for their scores.</summary>
    public int QueueLength { get; init; } = ScoringStageOptions.DefaultQueueLength;

    /// <summary>Machines that score in the place of this process; null where there are none.</summary>
    public ScoringCluster? Cluster { get; init; }

    /// <summary>A stage's part of the options that a user gives.</summary>
    /// <param name="options">The options.</param>
    /// <param name="reasons">Whether there is a column of reasons, where they name one.</param>
    public static StageOptions Of(ScoringStageOptions options, bool reasons = true) =>
        new(options.ArchitectureColumnName, reasons ? options.StatusColumnName : null, options.Threads, options.BadRows, options.Journal)
        {
            QueueLength = options.QueueLength,
            Cluster = options.Cluster,
        };

    /// <summary>Threads after resolving 0.</summary>
    public int EffectiveThreads => Threads > 0 ? Threads : Environment.ProcessorCount;
}
