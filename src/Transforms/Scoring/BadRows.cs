namespace NasPipelines.Scoring;

/// <summary>
/// What a stage of scores does about a row that is no architecture: nothing, blank, or a text that the space cannot read.
/// </summary>
public enum BadRows
{
    /// <summary>The reading ends with a <see cref="FormatException"/> that names the row and what is wrong with it.</summary>
    Fail,

    /// <summary>The row's scores are NaN, with the reason in the column of reasons; the others go on.</summary>
    Missing,
}
