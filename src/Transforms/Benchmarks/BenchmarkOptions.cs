namespace NasPipelines.Benchmarks;

/// <summary>What reading a benchmark has, from a table or from its own files.</summary>
public abstract class BenchmarkOptions
{
    private protected BenchmarkOptions()
    {
    }

    /// <summary>
    /// Whether values may be missing. Where they may, they are NaN; where they may not, that is an error, of a table's row a bad row.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AllowMissing { get; init; } = true;

    /// <summary>The most bytes that a file may hold, decompressed: a guard against archives that expand without end.</summary>
    /// <value>The default is 4 GiB for a table and 16 GiB for a benchmark's own files.</value>
    public long MaxBytes { get; init; }
}
