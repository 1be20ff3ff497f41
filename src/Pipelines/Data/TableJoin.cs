using NasPipelines.Stages;
using System.Text.Json;
using Microsoft.ML;
using NasPipelines.Benchmarks;

namespace NasPipelines.Data;

/// <summary>Joins two tables on the architecture.</summary>
internal static class TableJoin
{
    public static JoinedTable Join(IDataView firstView, IDataView secondView, JoinOptions options)
    {
        var first = ArchitectureColumns.Read(firstView);
        var second = ArchitectureColumns.Read(secondView, options.Columns);
        Check(first, second);
        var index = Index(second, options);
        int[][] partners = [.. Keys(first, options).Select(key => index.GetValueOrDefault(key, []))];
        int[] rows = [.. Enumerable.Range(0, first.Rows).Where(row => partners[row].Length > 0 || options.Unmatched == UnmatchedRows.Keep)];
        var matched = partners.Count(p => p.Length > 0);
        if (first.Rows == 0)
        {
            throw new InvalidDataException("The first table has no rows.");
        }

        if (matched == 0 || (matched < first.Rows && options.Unmatched == UnmatchedRows.Fail))
        {
            throw new InvalidDataException(
                $"{first.Rows - matched} of {first.Rows} rows of the first table are not in the second, "
                + $"the first of them {first.Texts[Array.FindIndex(partners, p => p.Length == 0)]}.");
        }

        var used = partners.SelectMany(p => p).ToHashSet();
        var onlyInSecond = second.Rows - used.Count;
        double[][] values =
        [
            .. first.Values.Select(column => Array.ConvertAll(rows, row => column[row])),
            .. second.Values.Select(column => Array.ConvertAll(rows, row => ClassMeans.Mean(column, partners[row]))),
        ];
        var origin = JsonSerializer.Serialize(new
        {
            source = "join",
            first = JsonSerializer.Deserialize<JsonElement>(ArchitectureColumns.ProvenanceOf(firstView)),
            second = JsonSerializer.Deserialize<JsonElement>(ArchitectureColumns.ProvenanceOf(secondView)),
            matched,
            onlyInFirst = first.Rows - matched,
            onlyInSecond,
            unmatched = options.Unmatched.ToString(),
        });
        var view = new ArchitectureView(
            first.Space.Name, origin, Array.ConvertAll(rows, row => first.Texts[row]), [.. first.Names, .. second.Names], values, singlePrecision: false);
        return new(view, rows.Length, matched, first.Rows - matched, onlyInSecond);
    }

    private static void Check(ArchitectureColumns first, ArchitectureColumns second)
    {
        if (first.Space.Name != second.Space.Name)
        {
            throw new ArgumentException($"The tables are of different search spaces: {first.Space.Name} and {second.Space.Name}.");
        }

        if (first.Names.Intersect(second.Names).ToList() is { Count: > 0 } common)
        {
            throw new ArgumentException(
                $"Both tables have the columns {string.Join(", ", common)}; "
                + $"name the columns to take from the second ({nameof(JoinOptions)}.{nameof(JoinOptions.Columns)}).");
        }
    }

    private static Dictionary<string, int[]> Index(ArchitectureColumns table, JoinOptions options)
    {
        Dictionary<string, int[]> index = [];
        foreach (var rows in Keys(table, options).Select((key, row) => (key, row)).GroupBy(k => k.key, k => k.row))
        {
            index[rows.Key] = [.. rows];
            if (index[rows.Key] is { Length: > 1 } several && !options.MatchEquivalent)
            {
                throw new InvalidDataException(
                    $"The second table has {table.Texts[several[0]]} in {several.Length} rows, {several[0]} and {several[1]} (counted from 0) among them.");
            }
        }

        return index;
    }

    private static IEnumerable<string> Keys(ArchitectureColumns table, JoinOptions options) =>
        table.Architectures.Select(a => options.MatchEquivalent ? a.Canonical : a.Text);
}
