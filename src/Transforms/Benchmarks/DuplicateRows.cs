namespace NasPipelines.Benchmarks;

/// <summary>What becomes of rows of a table that have the same architecture, written in any way.</summary>
public enum DuplicateRows
{
    /// <summary>Each counts as a row of its own; their number is told.</summary>
    Keep,

    /// <summary>The first one stays.</summary>
    First,

    /// <summary>One row stays, with the mean of each column over the rows that have it.</summary>
    Mean,

    /// <summary>It is an error that names the architecture.</summary>
    Fail,
}
