using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Which reader a table needs, by its content first and its name second.</summary>
internal static class TableFormats
{
    // What people have, and how to make a table of it.
    private static readonly (byte[] Start, string What)[] Others =
    [
        ([0x50, 0x4B, 3, 4], "a ZIP archive or an Excel workbook; save it as \"CSV UTF-8\", or unpack it"),
        ("BZh"u8.ToArray(), "compressed by bzip2; unpack it, or use gzip or zstd"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed by xz; unpack it, or use gzip or zstd"),
        ([0x89, 0x48, 0x44, 0x46], "an HDF5 file; write the table as CSV or Parquet"),
        ("SQLite format 3"u8.ToArray(), "a database; write the table as CSV or Parquet"),
        ("ARROW1"u8.ToArray(), "an Arrow (Feather) file; write the table as CSV or Parquet"),
        ("PARE"u8.ToArray(), "an encrypted Parquet file; write it without encryption"),
        ([0x80, 2], "a pickle; write the table as CSV or Parquet"),
        ([0x80, 3], "a pickle; write the table as CSV or Parquet"),
        ([0x80, 4], "a pickle; write the table as CSV or Parquet"),
        ([0x80, 5], "a pickle; write the table as CSV or Parquet"),
        ("%PDF"u8.ToArray(), "a PDF document; write the table as CSV or Parquet"),
        ("<!DOCTYPE"u8.ToArray(), "a web page; save the table itself"),
        ("<html"u8.ToArray(), "a web page; save the table itself"),
    ];

    /// <summary>The rows of a table.</summary>
    /// <exception cref="ArgumentException">Neither name nor content tells a format.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or empty, or its header is wrong.</exception>
    public static ITableRows Open(TableSource source, BenchmarkTableOptions options)
    {
        ReadOnlySpan<byte> head = source.Head;
        if (head.StartsWith("PAR1"u8) || source.Ending is ".parquet" or ".pq")
        {
            return source.Compression is null
                ? new ParquetRows(source, options)
                : throw new ArgumentException(
                    $"{source.Name}: a Parquet table compresses its columns itself and is not read from .gz or .zst");
        }

        if (head.StartsWith(BinaryTable.Magic) || source.Ending == ".idv")
        {
            return BinaryTable.Read(source, options);
        }

        if (head.StartsWith(NumpyArray.Magic) || source.Ending == ".npy")
        {
            return NumpyTable.Read(source, options);
        }

        if (source.Ending == ".npz")
        {
            return NumpyTable.ReadArchive(source, options);
        }

        foreach (var (start, what) in Others)
        {
            if (head.StartsWith(start))
            {
                throw new InvalidDataException($"{source.Name} is no text table in UTF-8: it is {what}");
            }
        }

        return options.Separator is null && IsJson(source) ? JsonTable.Read(source, options) : new DelimitedRows(source, options);
    }

    private static bool IsJson(TableSource source)
    {
        if (source.Ending is ".json" or ".jsonl" or ".ndjson")
        {
            return true;
        }

        var head = source.Head.AsSpan();
        var text = (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        var next = text.Length > 1 ? text[1..].TrimStart(" \t\r\n"u8) : [];
        return next.Length > 0 && (text[0], next[0]) is ((byte)'{', (byte)'"') or ((byte)'[', (byte)'{' or (byte)'[');
    }
}
