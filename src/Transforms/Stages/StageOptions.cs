using NasPipelines.Scoring.Journals;

namespace NasPipelines.Stages;

/// <summary>What a stage of scores needs beside its scorer.</summary>
/// <param name="ArchitectureColumn">The column of architectures.</param>
/// <param name="StatusColumn">The added column with the reasons for missing scores; null adds none.</param>
/// <param name="Threads">Threads of a score that is read; 0 means all cores.</param>
/// <param name="Journal">Where scores are kept; null keeps them in memory only.</param>
internal sealed record StageOptions(string ArchitectureColumn, string? StatusColumn, int Threads = 0, ScoreJournal? Journal = null)
{
    /// <summary>Threads after resolving 0.</summary>
    public int EffectiveThreads => Threads > 0 ? Threads : Environment.ProcessorCount;
}
