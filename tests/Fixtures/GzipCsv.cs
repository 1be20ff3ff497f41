using System.Globalization;
using System.IO.Compression;

namespace NasPipelines.Fixtures;

/// <summary>Reads the plain comma-separated tables of the test data, independently of the product's own reader.</summary>
public static class GzipCsv
{
    /// <summary>The lines of a table, its header left out: for tables with hundreds of thousands of rows.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>The rows of a table as dictionaries from column name to text.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(header.Zip(line.Split(',')).ToDictionary(p => p.First, p => p.Second));
        }

        return rows;
    }

    /// <summary>One column as numbers; blank is NaN.</summary>
    public static double[] Numbers(this IReadOnlyList<Dictionary<string, string>> rows, string column) =>
        [.. rows.Select(r => r[column].Length == 0 ? double.NaN : double.Parse(r[column], CultureInfo.InvariantCulture))];
}
