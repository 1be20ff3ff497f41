using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;
using NasPipelines.Spaces;

namespace NasPipelines.Data;

/// <summary>
/// Rows chosen by words: one of <see cref="NamedSubsets"/>, or conditions on columns such as
/// <c>dataset=cifar10|cifar100 &amp; epochs>=100</c>.
/// </summary>
internal static partial class RowSubset
{
    private static readonly string Form =
        "give conditions such as dataset=cifar10, dataset=cifar10|cifar100, epochs>=100 or both joined by &, or a subset: "
        + string.Join(", ", NamedSubsets.All.Select(subset => $"{subset.Name} ({subset.Description})"));

    /// <summary>For each row whether it is chosen.</summary>
    /// <exception cref="ArgumentException">The text is no condition, a column does not exist or is of another type, or the view has no
    /// architectures where a subset asks for them.</exception>
    public static bool[] Choose(IDataView data, string text, string architectureColumn, SearchSpace? space)
    {
        bool[]? chosen = null;
        foreach (var part in text.Split('&', StringSplitOptions.TrimEntries))
        {
            var by = Part(data, part, architectureColumn, space, text);
            chosen = chosen is null ? by : [.. chosen.Zip(by, (a, b) => a && b)];
        }

        return chosen!;
    }

    private static bool[] Part(IDataView data, string part, string architectureColumn, SearchSpace? space, string whole)
    {
        if (NamedSubsets.All.FirstOrDefault(known => known.Name.Equals(part, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            var table = new Lazy<ArchitectureColumns>(() => ArchitectureColumns.Read(data, architectureColumn, space, []));
            return named.Choose(data, () => table.Value);
        }

        var found = Condition().Match(part);
        return found.Success
            ? Compare(data, found.Groups["column"].Value, found.Groups["sign"].Value, found.Groups["value"].Value, whole)
            : throw new ArgumentException($"The subset '{whole}' is not understood at '{part}': {Form}.");
    }

    private static bool[] Compare(IDataView data, string column, string sign, string value, string whole)
    {
        if (data.Schema.GetColumnOrNull(column) is not { Type: NumberDataViewType or TextDataViewType } found)
        {
            throw new ArgumentException(
                $"The subset '{whole}' needs a column '{column}' of numbers or text; the columns are "
                + $"{string.Join(", ", data.Schema.Where(c => !c.IsHidden).Select(c => c.Name))}.");
        }

        string[] values = [.. value.Split('|', StringSplitOptions.TrimEntries).Select(v => v.Trim('"', '\''))];
        if (found.Type is TextDataViewType)
        {
            return sign is "=" or "==" or "!="
                ? [.. data.GetColumn<ReadOnlyMemory<char>>(column).Select(
                    text => values.Contains(text.ToString(), StringComparer.Ordinal) == (sign != "!="))]
                : throw new ArgumentException($"The subset '{whole}': the column '{column}' holds text, which only = and != compare.");
        }

        double[] numbers = [.. values.Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"The subset '{whole}': the column '{column}' holds numbers, and '{v}' is none."))];
        Predicate<double> holds = sign switch
        {
            "=" or "==" => numbers.Contains,
            "!=" => x => !numbers.Contains(x),
            _ when numbers.Length > 1 => throw new ArgumentException($"The subset '{whole}': only = and != take several values."),
            "<" => x => x < numbers[0],
            "<=" => x => x <= numbers[0],
            ">" => x => x > numbers[0],
            _ => x => x >= numbers[0],
        };
        return Array.ConvertAll(NumericColumns.Read(data, [column])[0], x => !double.IsNaN(x) && holds(x));
    }

    [GeneratedRegex("^(?<column>[^=!<>]+?)\\s*(?<sign>==|=|!=|<=|>=|<|>)\\s*(?<value>[^=<>]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}
