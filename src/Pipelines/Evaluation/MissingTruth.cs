namespace NasPipelines.Evaluation;

/// <summary>What becomes of architectures whose true quality is NaN.</summary>
public enum MissingTruth
{
    /// <summary>
    /// They are an error, which names the first row. The default: a truth that is not there is most often a mistake in the table.
    /// </summary>
    Fail,

    /// <summary>They are left out for every score, and their number is reported.</summary>
    Drop,
}
