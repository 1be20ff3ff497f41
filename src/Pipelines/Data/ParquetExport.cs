using NasPipelines.Annotations;
using System.Globalization;
using NasPipelines.Stages;
using Microsoft.ML;
using Parquet;
using Parquet.Schema;
using NasPipelines.Files;

namespace NasPipelines.Data;

/// <summary>Writes Parquet tables, a group of rows at a time.</summary>
internal static class ParquetExport
{
    private const int RowsPerGroup = 100_000;

    public static TableFormat Create(IDataView view, string path)
    {
        ArgumentNullException.ThrowIfNull(view);
        TableExport.RequireEnding(path, ".parquet", ".pq");
        var columns = ExportColumns.Of(view, "a Parquet table");
        return new(
            "parquet",
            new Dictionary<string, string>
            {
                ["compression"] = "snappy",
                ["rowsPerGroup"] = RowsPerGroup.ToString(CultureInfo.InvariantCulture),
            },
            file => Write(view, columns, file).GetAwaiter().GetResult());
    }

    private static async Task<long> Write(IDataView view, DataViewSchema.Column[] columns, FileStream file)
    {
        using var cursor = view.GetRowCursor(columns);
        ParquetColumn[] buffers = [.. columns.Select(column => ExportColumns.Dispatch(column, new ParquetColumns(cursor)))];
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(buffers.Select(buffer => buffer.Field)), file,
            new ParquetOptions { CompressionMethod = CompressionMethod.Snappy });
        writer.CustomMetadata = Metadata(columns);
        long rows = 0;
        var inGroup = 0;
        while (cursor.MoveNext())
        {
            foreach (var buffer in buffers)
            {
                buffer.Take();
            }

            rows++;
            if (++inGroup == RowsPerGroup)
            {
                await Flush(writer, buffers);
                inGroup = 0;
            }
        }

        if (inGroup > 0)
        {
            await Flush(writer, buffers);
        }

        return rows;
    }

    private static async Task Flush(ParquetWriter writer, ParquetColumn[] buffers)
    {
        using var group = writer.CreateRowGroup();
        foreach (var buffer in buffers)
        {
            await buffer.Flush(group);
        }
    }

    private static Dictionary<string, string> Metadata(DataViewSchema.Column[] columns)
    {
        var metadata = new Dictionary<string, string>();
        foreach (var column in columns)
        {
            if (AnnotationText.Of(column, AnnotationText.SearchSpace) is { } space)
            {
                metadata.TryAdd(ProvenanceFile.SpaceProperty, space);
            }

            if (AnnotationText.Of(column, AnnotationText.Provenance) is { } provenance)
            {
                metadata[ProvenanceFile.OfColumn(column.Name)] = provenance;
            }
        }

        return metadata;
    }
}
