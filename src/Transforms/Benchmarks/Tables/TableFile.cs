using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Opens a table by the ending of its name.</summary>
internal static class TableFile
{
    /// <summary>The rows of a file.</summary>
    /// <exception cref="ArgumentException">The name ends in no known way and no separator is given.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or empty, or its header is wrong.</exception>
    public static ITableRows Open(string path, BenchmarkTableOptions options)
    {
        var extension = Path.GetExtension(InputFile.NameWithoutGzip(path)).ToLowerInvariant();
        if (extension is ".parquet" or ".pq")
        {
            return InputFile.IsGzip(path)
                ? throw new ArgumentException($"{path}: a Parquet table compresses its columns itself and is not read from .gz")
                : new ParquetRows(path, options);
        }

        char? usual = extension switch
        {
            ".csv" => ',',
            ".tsv" or ".tab" or ".txt" => '\t',
            _ => null,
        };
        var separator = options.Separator ?? usual ?? throw new ArgumentException(
            $"{path}: the ending says no table format; known are .csv, .tsv, .tab, .txt (each also with .gz) and .parquet, "
            + $"or set {nameof(BenchmarkTableOptions.Separator)}");
        return new DelimitedRows(path, separator, options);
    }

    /// <summary>Checks the names of a table's columns.</summary>
    public static void CheckHeader(string where, IReadOnlyList<string> columns)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(columns[i]))
            {
                throw new InvalidDataException($"{where}: column {i + 1} has no name; each column needs one");
            }

            if (!first.TryAdd(columns[i], i))
            {
                throw new InvalidDataException(
                    $"{where}: the name {ShownText.Of(columns[i])} appears twice, as columns {first[columns[i]] + 1} and {i + 1}; names must differ");
            }
        }
    }
}
