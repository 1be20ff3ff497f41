namespace NasPipelines.Benchmarks;

/// <summary>Reads tables of architectures with named numbers, such as their true accuracies.</summary>
/// <remarks>
/// The file is CSV or TSV (plain or gzip, UTF-8, a header line, fields quoted as in RFC 4180) or Parquet. One column holds the architecture in any form
/// that its space parses; every other numeric column is kept under its name.
/// </remarks>
public static class BenchmarkTables
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">A .csv, .tsv, .tab or .txt file, each also with .gz, or a .parquet file.</param>
    /// <param name="options">Space, columns and policies; the defaults recognise published tables and read any other by convention.</param>
    /// <exception cref="ArgumentException">An option is out of range or names a column that the table lacks, or the space is unknown.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged, its header is wrong, or a row is bad; the message says where.</exception>
    public static LoadedBenchmark Load(string path, BenchmarkTableOptions? options = null)
    {
        var table = BenchmarkTable.Load(path, options);
        return new(table.ToDataView(), null, table.Provenance.Warnings(), table.ToString());
    }
}
