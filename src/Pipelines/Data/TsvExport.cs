using System.IO.Compression;
using CsvHelper;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>
/// Writes text tables that <see cref="NasDataCatalog.LoadBenchmark(string, string, Benchmarks.BenchmarkTableOptions)"/> reads back to equal
/// values.
/// </summary>
internal static class TsvExport
{
    public static TableFormat Create(IDataView view, string path)
    {
        ArgumentNullException.ThrowIfNull(view);
        TableExport.RequireEnding(path, ".tsv", ".tab", ".txt", ".tsv.gz", ".tab.gz", ".txt.gz");
        var columns = ExportColumns.Of(view, "a text table");
        var compressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return new(
            "tsv",
            new Dictionary<string, string> { ["separator"] = "tab", ["compression"] = compressed ? "gzip" : "none" },
            file => Write(view, columns, file, compressed));
    }

    private static long Write(IDataView view, DataViewSchema.Column[] columns, FileStream file, bool compressed)
    {
        using var packed = compressed ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
        using var writer = CsvWriter.Create(
            packed ?? (Stream)file, new() { Separator = '\t', NewLine = "\n", TrueValue = "1", FalseValue = "0" }, leaveOpen: true);
        foreach (var column in columns)
        {
            writer.WriteField(column.Name);
        }

        writer.EndRecord();
        using var cursor = view.GetRowCursor(columns);
        Action[] fields = [.. columns.Select(column => ExportColumns.Dispatch(column, new FieldWriter(writer, cursor)))];
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            foreach (var write in fields)
            {
                write();
            }

            writer.EndRecord();
        }

        writer.Flush();
        return rows;
    }

    /// <summary>Makes the action that writes a column's field of the cursor's row.</summary>
    private sealed class FieldWriter(CsvWriter writer, DataViewRow row) : IColumnVisitor<Action>
    {
        public Action Text(DataViewSchema.Column column)
        {
            var get = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> value = default;
            return () =>
            {
                get(ref value);
                writer.WriteField(value.Span);
            };
        }

        public Action Boolean(DataViewSchema.Column column)
        {
            var get = row.GetGetter<bool>(column);
            var value = false;
            return () =>
            {
                get(ref value);
                writer.WriteField(value);
            };
        }

        public Action Number<T>(DataViewSchema.Column column)
            where T : unmanaged, IUtf8SpanFormattable
        {
            var get = row.GetGetter<T>(column);
            T value = default;
            return () =>
            {
                get(ref value);
                writer.WriteField(value);
            };
        }
    }
}
