namespace NasPipelines.Evaluation;

/// <summary>What becomes of architectures whose score is NaN: an estimator that failed on them, or has no value for them.</summary>
public enum MissingScores
{
    /// <summary>They are left out, and their number is reported beside the criteria. The default.</summary>
    Drop,

    /// <summary>They rank below every other architecture, equal among themselves. Pearson's correlation is then undefined.</summary>
    Worst,

    /// <summary>They are an error, which names the first row.</summary>
    Fail,
}
