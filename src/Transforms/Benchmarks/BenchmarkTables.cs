using NasPipelines.Benchmarks.Tables;
using NasPipelines.Scoring;

namespace NasPipelines.Benchmarks;

/// <summary>Reads tables of architectures with named numbers, such as their true accuracies.</summary>
/// <remarks>
/// The file is text (CSV, TSV, separated by semicolons), JSON or lines of it, Parquet, an array of NumPy or a table of ML.NET; text and
/// JSON also by gzip or zstd. One column holds the architecture in any form that its space parses, or none does; every other numeric column
/// is kept under its name.
/// </remarks>
public static class BenchmarkTables
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">A .csv, .tsv, .tab, .txt, .json or .jsonl file, each also with .gz or .zst; a .parquet, .npy, .npz or .idv
    /// file; any of them under another name, where the content tells it; or a folder of parts of one table.</param>
    /// <param name="options">Space, columns and policies; the defaults recognise published tables and read any other by convention.</param>
    /// <param name="run">Stops the reading between rows.</param>
    /// <exception cref="ArgumentException">An option is out of range or names a column that the table lacks, or the space is
    /// unknown.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged, its header is wrong, or a row is bad; the message says
    /// where.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LoadedBenchmark Load(string path, BenchmarkTableOptions? options = null, RunOptions? run = null) =>
        Loaded(Read(path, options, run));

    /// <summary>Reads a table from its bytes, such as those of standard input.</summary>
    /// <param name="content">The bytes; they are read to their end into memory.</param>
    /// <param name="name">What messages call the content; its ending counts as that of a file's name.</param>
    /// <param name="options">Space, columns and policies.</param>
    /// <param name="run">Stops the reading between rows.</param>
    /// <inheritdoc cref="Load(string, BenchmarkTableOptions?, RunOptions?)" path="/exception"/>
    public static LoadedBenchmark Load(Stream content, string name, BenchmarkTableOptions? options = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new();
        options.Validate();
        return Loaded(Read(TableSource.Of(content, name, options.MaxBytes), options, run));
    }

    /// <summary>Reads a table into memory.</summary>
    internal static BenchmarkTable Read(string path, BenchmarkTableOptions? options = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new();
        options.Validate();
        return Read(
            Directory.Exists(path) ? TableSource.OfFolder(path, options.MaxBytes) : TableSource.Of(path, options.MaxBytes), options, run);
    }

    private static LoadedBenchmark Loaded(BenchmarkTable table) => new(table.View(), null, table.Provenance.Warnings(), table.ToString());

    private static BenchmarkTable Read(TableSource source, BenchmarkTableOptions options, RunOptions? run)
    {
        run?.Validate();
        var token = run?.CancellationToken ?? default;
        using var rows = TableFormats.Open(source, options);
        var plan = TablePlan.Make(source, rows, options);
        var content = new TableContent(source.Name, rows, plan, options);
        while (rows.Read())
        {
            token.ThrowIfCancellationRequested();
            content.Add();
        }

        return TableBuilder.Build(source, rows, plan, content, options);
    }
}
