namespace NasPipelines.Data;

/// <summary>What becomes of rows of the first table that the second lacks.</summary>
public enum UnmatchedRows
{
    /// <summary>They are left out, and counted.</summary>
    Drop,

    /// <summary>They stay, with NaN or no text in the columns of the second table, and are counted.</summary>
    Keep,

    /// <summary>They are an error, which names the first.</summary>
    Fail,
}
