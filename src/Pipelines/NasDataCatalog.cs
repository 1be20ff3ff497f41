using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Benchmarks;
using NasPipelines.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines;

/// <summary>Loading and saving of architectures and their benchmarks.</summary>
public sealed partial class NasDataCatalog
{
    internal NasDataCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }

    /// <summary>
    /// A table of architectures as a view: the column <c>Architecture</c> (text, annotated with its search space and provenance), then one
    /// column of <see cref="double"/> per numeric column of the table. What the file is, and which column was taken for what, is written to
    /// the log in a line; what is left out, as a warning.
    /// </summary>
    /// <remarks>
    /// A table without architectures is a view of numbers only, without that column: enough for every criterion that needs no network.
    /// </remarks>
    /// <param name="path">A .csv, .tsv, .tab, .txt, .json or .jsonl file, each also with .gz or .zst; a .parquet, .npy, .npz or .idv
    /// file; any of them under another name, where the content tells it; exports of this catalog too.</param>
    /// <param name="space">
    /// The name of the search space; null takes the one of the options, of a known table's description, of an export's provenance, or the
    /// only one whose architectures a column holds.
    /// </param>
    /// <param name="options">Columns and policies; the defaults fail on the first bad row.</param>
    /// <param name="run">Stops the reading between rows.</param>
    /// <exception cref="ArgumentException">An option is out of range or names a column that the table lacks, or the space is
    /// unknown.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged, its header is wrong, or a row is bad; the message says
    /// where.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDataView LoadBenchmark(string path, string? space = null, BenchmarkTableOptions? options = null, RunOptions? run = null)
    {
        options ??= new();
        return space is null ? Load(path, options, run)
            : options.Space is { } own && own.Name.Equals(space, StringComparison.OrdinalIgnoreCase) ? Load(path, options, run)
            : LoadBenchmark(path, SearchSpaces.Get(space), options, run);
    }

    /// <inheritdoc cref="LoadBenchmark(string, string?, BenchmarkTableOptions?, RunOptions?)"/>
    /// <param name="path">A file as above.</param>
    /// <param name="space">The search space: a listed one or one of your own.</param>
    /// <param name="options">Columns and policies; the defaults fail on the first bad row.</param>
    /// <param name="run">Stops the reading between rows.</param>
    public IDataView LoadBenchmark(string path, SearchSpace space, BenchmarkTableOptions? options = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        options ??= new();
        return options.Space is { } other && other != space
            ? throw new ArgumentException(
                $"the space is given twice and differs: {space.Name}, and {other.Name} in the options", nameof(space))
            : Load(path, In(space, options), run);
    }

    /// <inheritdoc cref="LoadBenchmark(string, string?, BenchmarkTableOptions?, RunOptions?)"/>
    /// <param name="content">The bytes of such a file, such as standard input or an upload; they are read to their end.</param>
    /// <param name="name">What messages call it; its ending counts as that of a file's name.</param>
    /// <param name="options">Space, columns and policies; the defaults fail on the first bad row.</param>
    /// <param name="run">Stops the reading between rows.</param>
    public IDataView LoadBenchmark(Stream content, string name, BenchmarkTableOptions? options = null, RunOptions? run = null) =>
        Logged(BenchmarkTables.Load(content, name, options, run));

    private IDataView Load(string path, BenchmarkTableOptions options, RunOptions? run) =>
        Logged(BenchmarkTables.Load(path, options, run));

    private IDataView Logged(LoadedBenchmark table)
    {
        Log("LoadBenchmark", table.ToString());
        if (table.Warnings.Count > 0)
        {
            using var channel = ((IHostEnvironment)Context).Register("NasData").Start("LoadBenchmark");
            foreach (var warning in table.Warnings)
            {
                channel.Warning(MessageSensitivity.None, warning);
            }
        }

        return table.View;
    }

    private static BenchmarkTableOptions In(SearchSpace space, BenchmarkTableOptions options) => new()
    {
        Space = space,
        ArchitectureColumn = options.ArchitectureColumn,
        Encoding = options.Encoding,
        ValueColumns = options.ValueColumns,
        RequiredColumns = options.RequiredColumns,
        Separator = options.Separator,
        Decimal = options.Decimal,
        MissingValues = options.MissingValues,
        Duplicates = options.Duplicates,
        AllowMissing = options.AllowMissing,
        BadRows = options.BadRows,
        SinglePrecision = options.SinglePrecision,
        MaxBytes = options.MaxBytes,
    };

    /// <summary>All architectures of a search space in its benchmark's order.</summary>
    /// <param name="space">The search space, or its name.</param>
    /// <exception cref="ArgumentException">The space is unknown; the message lists those that exist.</exception>
    /// <exception cref="NotSupportedException">The space is too large.</exception>
    public IDataView Enumerate(string space) => Enumerate(SearchSpaces.Get(space));

    /// <inheritdoc cref="Enumerate(string)"/>
    public IDataView Enumerate(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return View(space, space.Enumerate(), new { source = "enumeration" });
    }

    /// <summary>Different architectures of a search space, drawn uniformly.</summary>
    /// <param name="space">The name of the search space.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The same seed gives the same architectures in the same order.</param>
    /// <exception cref="ArgumentException">The space is unknown; the message lists those that exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, or larger than the space.</exception>
    public IDataView Sample(string space, int count, long seed) => Sample(SearchSpaces.Get(space), count, seed);

    /// <inheritdoc cref="Sample(string, int, long)"/>
    public IDataView Sample(SearchSpace space, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return View(space, space.Sample(count, seed), new { source = "sample", count, seed });
    }

    private IDataView View(SearchSpace space, IEnumerable<Architecture> architectures, object provenance)
    {
        Architecture[] all = [.. architectures];
        var origin = JsonSerializer.Serialize(provenance);
        Log("Architectures", FormattableString.Invariant($"{all.Length} architectures of {space.Name}: {origin}"));
        return ArchitectureColumn.ViewOf(space, all, origin);
    }

    private void Log(string component, string message)
    {
        using var channel = ((IHostEnvironment)Context).Register("NasData").Start(component);
        channel.Info(MessageSensitivity.None, message);
    }

    /// <summary>
    /// A benchmark's own distribution files as a view: the column <c>Architecture</c> (text, annotated with search space and provenance),
    /// then a column per number that the options name. Files are read as data: nothing in them is run. Warnings go to the log.
    /// </summary>
    /// <param name="path">The file, or the folder where the benchmark is one.</param>
    /// <param name="benchmark">The name of one of <see cref="BenchmarkFiles.All"/>.</param>
    /// <param name="options">Data sets, splits, epochs and seeds; null takes the benchmark's protocol.</param>
    /// <param name="run">Stops the reading between rows.</param>
    /// <exception cref="ArgumentException">The benchmark is unknown, or an option names what it does not have.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or has not what the options name; the message says where.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDataView ReadBenchmark(string path, string benchmark, BenchmarkReadOptions? options = null, RunOptions? run = null) =>
        ReadBenchmark(path, BenchmarkFiles.Get(benchmark), options, run);

    /// <inheritdoc cref="ReadBenchmark(string, string, BenchmarkReadOptions, RunOptions)"/>
    /// <param name="path">The file, or the folder where the benchmark is one.</param>
    /// <param name="format">A format of one's own, or one of <see cref="BenchmarkFiles.All"/>.</param>
    /// <param name="options">Data sets, splits, epochs and seeds; null takes the benchmark's protocol.</param>
    /// <param name="run">Stops the reading between rows.</param>
    public IDataView ReadBenchmark(string path, BenchmarkFile format, BenchmarkReadOptions? options = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        var data = format.Read(path, options, run);
        using var channel = ((IHostEnvironment)Context).Register("NasData").Start("ReadBenchmark");
        foreach (var warning in data.Warnings)
        {
            channel.Warning(MessageSensitivity.None, warning);
        }

        channel.Info(MessageSensitivity.None, data.ToString());
        return data.View;
    }

    /// <summary>
    /// Writes a view as a table of text: a header line, then a line per row, fields separated by tabulators. Beside it
    /// <c>(path).provenance.json</c> says where each column comes from. Both appear complete or not at all.
    /// </summary>
    /// <param name="view">Columns of text, numbers and booleans (written as 1 and 0); it is read once.</param>
    /// <param name="path">A file that ends in .tsv, .tab or .txt, or one of them with .gz.</param>
    /// <param name="run">Stops the writing between rows; the file is then as it was.</param>
    /// <exception cref="ArgumentException">The ending is another, or a column's type does not fit into such a table.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void SaveAsTsv(IDataView view, string path, RunOptions? run = null) =>
        Save(view, path, run, stoppable => TsvExport.Create(stoppable, path));

    /// <summary>
    /// Writes a view as ML.NET's binary format, which keeps every type of column and the annotations that ML.NET knows; beside it
    /// <c>(path).provenance.json</c>. Both appear complete or not at all.
    /// </summary>
    /// <param name="view">The view; it is read twice.</param>
    /// <param name="path">A file that ends in .idv.</param>
    /// <param name="run">Stops the writing between rows; the file is then as it was.</param>
    /// <exception cref="ArgumentException">The ending is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void SaveAsBinary(IDataView view, string path, RunOptions? run = null) =>
        Save(view, path, run, stoppable => BinaryExport.Create(Context, stoppable, path));

    /// <summary>
    /// Writes a view as a Parquet table (Snappy, typed columns, the search space in its metadata); beside it
    /// <c>(path).provenance.json</c>. Both appear complete or not at all.
    /// </summary>
    /// <param name="view">Columns of text, numbers and booleans; it is read once.</param>
    /// <param name="path">A file that ends in .parquet or .pq.</param>
    /// <param name="run">Stops the writing between rows; the file is then as it was.</param>
    /// <exception cref="ArgumentException">The ending is another, or a column's type does not fit into such a table.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void SaveAsParquet(IDataView view, string path, RunOptions? run = null) =>
        Save(view, path, run, stoppable => ParquetExport.Create(stoppable, path));

    /// <summary>
    /// Writes a view in the format that the file's name asks for; beside it <c>(path).provenance.json</c>. Both appear complete or not at
    /// all.
    /// </summary>
    /// <param name="view">Columns of text, numbers and booleans; .idv takes any. It is read once, for .idv twice.</param>
    /// <param name="path">
    /// A file that ends in .tsv, .tab, .txt or .csv, also with .gz; .json (an array of records), .jsonl or .ndjson (a record per line; null
    /// is NaN in both); .md (a Markdown table); .parquet or .pq; .idv.
    /// </param>
    /// <param name="run">Stops the writing between rows; the file is then as it was.</param>
    /// <exception cref="ArgumentException">The ending is another, or a column's type does not fit into such a table.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Save(IDataView view, string path, RunOptions? run = null) =>
        Save(view, path, run, stoppable => TableFormats.Create(Context, stoppable, path));

    private void Save(IDataView view, string path, RunOptions? run, Func<IDataView, TableFormat> format)
    {
        ArgumentNullException.ThrowIfNull(view);
        var stoppable = run?.CancellationToken.CanBeCanceled == true ? new StoppableView(view, run.CancellationToken) : view;
        var rows = TableExport.Save(stoppable, path, format(stoppable));
        Log("Save", FormattableString.Invariant($"{path}: {rows} rows"));
    }
}
