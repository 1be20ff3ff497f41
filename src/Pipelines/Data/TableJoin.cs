using System.Text.Json;
using Microsoft.ML;
using NasPipelines.Scoring;

namespace NasPipelines.Data;

/// <summary>Joins two tables on the architecture.</summary>
internal static class TableJoin
{
    public static JoinedTable Join(IDataView firstView, IDataView secondView, JoinOptions options, RunOptions run)
    {
        var first = ArchitectureTable.Read(firstView, options.ArchitectureColumnName, options.SearchSpace);
        var second = ArchitectureTable.Read(secondView, options.ArchitectureColumnName, options.SearchSpace, options.Columns);
        Check(first, second);
        var index = Index(second, options, run);
        int[][] partners = [.. Keys(first, options, run).Select(key => index.GetValueOrDefault(key, []))];
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
        int[][] groups = Array.ConvertAll(rows, row => partners[row]);
        run.CancellationToken.ThrowIfCancellationRequested();
        var origin = JsonSerializer.Serialize(new
        {
            source = "join",
            first = JsonSerializer.Deserialize<JsonElement>(first.Provenance),
            second = JsonSerializer.Deserialize<JsonElement>(second.Provenance),
            matched,
            onlyInFirst = first.Rows - matched,
            onlyInSecond,
            unmatched = options.Unmatched.ToString(),
        });
        var view = first.View(
            first.Encodings.Take(rows), first.Columns.Select(c => c.Take(rows)).Concat(second.Columns.Select(c => c.Pool(groups))), origin);
        return new(view, rows.Length, matched, first.Rows - matched, onlyInSecond);
    }

    private static void Check(ArchitectureTable first, ArchitectureTable second)
    {
        if (first.Space.Name != second.Space.Name)
        {
            throw new ArgumentException($"The tables are of different search spaces: {first.Space.Name} and {second.Space.Name}.");
        }

        var names = first.Columns.Append(first.Encodings).Select(c => c.Name);
        if (names.Intersect(second.Columns.Select(c => c.Name)).ToList() is { Count: > 0 } common)
        {
            throw new ArgumentException(
                $"Both tables have the columns {string.Join(", ", common)}; "
                + $"name the columns to take from the second ({nameof(JoinOptions)}.{nameof(JoinOptions.Columns)}).");
        }
    }

    private static Dictionary<string, int[]> Index(ArchitectureTable table, JoinOptions options, RunOptions run)
    {
        Dictionary<string, int[]> index = [];
        foreach (var rows in Keys(table, options, run).Select((key, row) => (key, row)).GroupBy(k => k.key, k => k.row))
        {
            index[rows.Key] = [.. rows];
            if (index[rows.Key] is { Length: > 1 } several && !options.MatchEquivalent)
            {
                throw new InvalidDataException(
                    $"The second table has {table.Texts[several[0]]} in {several.Length} "
                        + $"rows, {several[0]} and {several[1]} (counted from 0) among them;"
                        + " set Duplicates to First or Mean when it is read.");
            }
        }

        return index;
    }

    private static IEnumerable<string> Keys(ArchitectureTable table, JoinOptions options, RunOptions run)
    {
        foreach (var architecture in table.Architectures)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            yield return options.MatchEquivalent ? architecture.Canonical : architecture.Text;
        }
    }
}
