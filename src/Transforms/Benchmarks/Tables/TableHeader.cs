using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>The names of a table's columns.</summary>
internal static class TableHeader
{
    /// <summary>Checks the names of a table's columns.</summary>
    public static void Check(string where, IReadOnlyList<string> columns)
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
                    $"{where}: the name {ShownText.Of(columns[i])} appears twice, as "
                        + $"columns {first[columns[i]] + 1} and {i + 1}; names must differ");
            }
        }
    }
}
