namespace NasPipelines.Scoring;

/// <summary>Which values of a score or of a criterion are better.</summary>
public enum ScoreDirection
{
    /// <summary>Larger values are better; a score is the raw value.</summary>
    HigherIsBetter,

    /// <summary>Smaller values are better; a score is the negated raw value.</summary>
    LowerIsBetter,
}
