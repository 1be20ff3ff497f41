namespace NasPipelines.Benchmarks;

/// <summary>What reading a table does about a row that is wrong.</summary>
public enum BadRowPolicy
{
    /// <summary>It ends with an error that names the row and what is wrong with it.</summary>
    Fail,

    /// <summary>It leaves the row out, keeps the reason and counts it.</summary>
    Skip,
}
