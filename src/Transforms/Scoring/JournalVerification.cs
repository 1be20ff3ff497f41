namespace NasPipelines.Scoring;

/// <summary>What computing recorded scores again gave.</summary>
/// <param name="Scores">Scores in the journal.</param>
/// <param name="Recomputed">Scores computed again.</param>
/// <param name="Differences">Those that differ.</param>
/// <param name="Skipped">Estimators of the sample that cannot be made here, with the reason.</param>
public sealed record JournalVerification(long Scores, int Recomputed, IReadOnlyList<JournalDifference> Differences, IReadOnlyList<string> Skipped);

/// <summary>A recorded score that is not what comes out when it is computed again.</summary>
/// <param name="Score">The estimator.</param>
/// <param name="Architecture">The architecture.</param>
/// <param name="Recorded">The raw value in the journal, or why there was none.</param>
/// <param name="Recomputed">The raw value now, or why there is none.</param>
public sealed record JournalDifference(string Score, string Architecture, string Recorded, string Recomputed);
