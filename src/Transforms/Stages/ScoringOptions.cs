using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <summary>How the stage of a scorer of one's own reads a view and keeps scores.</summary>
public sealed class ScoringOptions : ScoringStageOptions;
