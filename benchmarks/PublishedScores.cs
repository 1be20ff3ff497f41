using System.Globalization;
using System.IO.Compression;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks;

/// <summary>A table of published zero-cost scores: a row per architecture, by its index in NAS-Bench-201.</summary>
internal sealed class PublishedScores
{
    private const string Table = "nb201/nb201_zc13_c10.csv.gz";

    private PublishedScores(IReadOnlyList<string> columns, IReadOnlyDictionary<int, double[]> rows)
    {
        Columns = columns;
        Rows = rows;
    }

    /// <summary>The folder of data, from the environment.</summary>
    public static string Folder =>
        Environment.GetEnvironmentVariable("NASPIPELINES_DATA") is { Length: > 0 } folder
            ? folder
            : throw new InvalidOperationException(
                "Set the environment variable NASPIPELINES_DATA to the folder of benchmark tables and images.");

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyDictionary<int, double[]> Rows { get; }

    public static PublishedScores Load()
    {
        using var file = File.OpenRead(Path.Combine(Folder, Table));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var columns = reader.ReadLine()!.Split(',')[1..];
        var rows = new Dictionary<int, double[]>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            rows.Add(int.Parse(cells[0], CultureInfo.InvariantCulture), [.. cells[1..].Select(Number)]);
        }

        return new(columns, rows);
    }

    /// <summary>Indices in an order that is random and fixed: a longer selection starts with a shorter one.</summary>
    public IReadOnlyList<int> Choose(int count) => [.. Rows.Keys.OrderBy(i => SplitMix64.Mix((ulong)i)).Take(count)];

    public double Of(int index, string column) => Rows[index][Columns.ToList().IndexOf(column)];

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
