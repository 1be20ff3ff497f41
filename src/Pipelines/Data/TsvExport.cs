using System.IO.Compression;
using CsvHelper;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Files;

namespace NasPipelines.Data;

/// <summary>
/// Writes text tables that <see cref="NasDataCatalog.LoadBenchmark(string, string, Benchmarks.BenchmarkTableOptions, Scoring.RunOptions)"/>
/// reads back to equal values.
/// </summary>
internal static class TsvExport
{
    /// <summary>The endings of tables whose fields are separated by tabulators.</summary>
    public static string[] Tabs { get; } = [".tsv", ".tab", ".txt", ".tsv.gz", ".tab.gz", ".txt.gz"];

    /// <summary>The endings of tables whose fields are separated by commas.</summary>
    public static string[] Commas { get; } = [".csv", ".csv.gz"];

    public static TableFormat Create(IDataView view, string path) => Create(view, path, Tabs, '\t', "tsv");

    public static TableFormat WithCommas(IDataView view, string path) => Create(view, path, Commas, ',', "csv");

    private static TableFormat Create(IDataView view, string path, string[] endings, char separator, string name)
    {
        ArgumentNullException.ThrowIfNull(view);
        TableExport.RequireEnding(path, endings);
        var columns = ExportColumns.Of(view, "a text table");
        var compressed = InputFile.IsGzip(path);
        return new(
            name,
            new Dictionary<string, string>
            {
                ["separator"] = separator == '\t' ? "tab" : "comma",
                ["compression"] = compressed ? "gzip" : "none",
            },
            file => Write(view, columns, file, separator, compressed));
    }

    private static long Write(IDataView view, DataViewSchema.Column[] columns, FileStream file, char separator, bool compressed)
    {
        using var packed = compressed ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
        using var writer = CsvWriter.Create(
            packed ?? (Stream)file, new() { Separator = separator, NewLine = "\n", TrueValue = "1", FalseValue = "0" }, leaveOpen: true);
        foreach (var column in columns)
        {
            writer.WriteField(column.Name);
        }

        writer.EndRecord();
        var rows = RowWriter.Write(view, columns, row => new FieldWriter(writer, row), _ => { }, () => writer.EndRecord());
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
