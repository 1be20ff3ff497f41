namespace NasPipelines.Benchmarks.Tables;

/// <summary>How much of a table is looked at before it is read.</summary>
internal static class TableSample
{
    /// <summary>The first rows.</summary>
    public const int Rows = 50;
}
