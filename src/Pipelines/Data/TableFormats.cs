using Microsoft.ML;

namespace NasPipelines.Data;

/// <summary>The formats that tables are written in, by the endings of their files.</summary>
internal static class TableFormats
{
    private static readonly (string[] Endings, Func<MLContext, IDataView, string, TableFormat> Make)[] All =
    [
        (TsvExport.Tabs, (_, view, path) => TsvExport.Create(view, path)),
        (TsvExport.Commas, (_, view, path) => TsvExport.WithCommas(view, path)),
        ([".json"], (_, view, path) => JsonExport.Records(view)),
        ([".jsonl", ".ndjson"], (_, view, path) => JsonExport.Lines(view)),
        ([".md"], (_, view, path) => MarkdownExport.Create(view)),
        ([".parquet", ".pq"], (_, view, path) => ParquetExport.Create(view, path)),
        ([".idv"], BinaryExport.Create),
    ];

    /// <summary>The format that a file's name asks for.</summary>
    /// <exception cref="ArgumentException">It asks for none, or a column's type does not fit.</exception>
    public static TableFormat Create(MLContext context, IDataView view, string path)
    {
        TableExport.RequireEnding(path, [.. All.SelectMany(format => format.Endings)]);
        return All.First(format => format.Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Make(context, view, path);
    }
}
