namespace NasPipelines.Scoring;

/// <summary>Which raw values of a score are better.</summary>
public enum ScoreDirection
{
    /// <summary>Larger raw values are better; the score is the raw value.</summary>
    HigherIsBetter,

    /// <summary>Smaller raw values are better; the score is the negated raw value.</summary>
    LowerIsBetter,
}
