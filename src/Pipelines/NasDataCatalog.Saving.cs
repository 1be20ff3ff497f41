using Microsoft.ML;
using NasPipelines.Data;
using NasPipelines.Scoring;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
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
    /// <remarks>
    /// ML.NET compresses the columns on several threads and writes their blocks in the order in which they finish: two files of the same
    /// view hold the same values, not always the same bytes.
    /// </remarks>
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

    private void Save(IDataView view, string path, RunOptions? run, Func<IDataView, TableFormat> format)
    {
        ArgumentNullException.ThrowIfNull(view);
        var stoppable = run?.CancellationToken.CanBeCanceled == true ? new StoppableView(view, run.CancellationToken) : view;
        var rows = TableExport.Save(stoppable, path, format(stoppable));
        Log("Save", FormattableString.Invariant($"{path}: {rows} rows"));
    }
}
