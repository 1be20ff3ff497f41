using System.Globalization;
using CsvHelper;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>The names of a table's columns.</summary>
internal static class TableHeader
{
    /// <summary>
    /// Checks the names of a table's columns; those at the start may lack one (row names), those at the end too (no columns).
    /// </summary>
    public static void Check(string where, IReadOnlyList<string> columns)
    {
        var (named, end) = (Leading(columns), Named(columns));
        if (named == columns.Count)
        {
            throw new InvalidDataException($"{where}: no column has a name; a line with the columns' names is expected first");
        }

        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = named; i < end; i++)
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

    /// <summary>How many columns at the start have no name.</summary>
    public static int Leading(IReadOnlyList<string> columns) => columns.TakeWhile(string.IsNullOrWhiteSpace).Count();

    /// <summary>The number of columns up to the last one that has a name.</summary>
    public static int Named(IReadOnlyList<string> columns) =>
        columns.Count - columns.Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count();

    /// <summary>Why the first line is no header, or null: numbers everywhere, and not those that count columns.</summary>
    public static string? DataFault(IReadOnlyList<string> columns)
    {
        var numbers = new double[columns.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!double.TryParse(columns[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers.SequenceEqual(Enumerable.Range(0, numbers.Length).Select(i => (double)i))
            ? null
            : $"the first line holds numbers ({ShownText.List(columns, 5)}); a line with the columns' names is expected there";
    }

    /// <summary>What is wrong with the number of a row's fields, or null: blank fields at its end are none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="named">Which columns have a name.</param>
    public static string? FieldFault(CsvReader row, ReadOnlySpan<bool> named)
    {
        var count = row.FieldCount;
        if (count == named.Length && (count == 0 || named[^1]))
        {
            return null;
        }

        var end = named.LastIndexOf(true) + 1;
        while (count > end && row.IsEmpty(count - 1))
        {
            count--;
        }

        var comma = count > end && row.Separator == ',' ? "; numbers with a decimal comma need quotes, or another separator of fields" : "";
        return count == end ? null
            : Invariant($"{row.FieldCount} field{(row.FieldCount == 1 ? "" : "s")}, the header has {end}{comma}");
    }
}
