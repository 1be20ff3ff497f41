using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;

namespace NasPipelines.Data;

/// <summary>
/// Columns of one seed each (<c>accuracy_seed1</c>, <c>synflow_seed0</c>), or of the number of seeds (<c>accuracy_seeds</c>).
/// </summary>
internal static partial class SeedColumns
{
    /// <summary>The columns of the single seeds of a measure.</summary>
    public static IEnumerable<string> Of(DataViewSchema schema, string measure) =>
        from column in Measured(schema)
        where column.Form.Groups["measure"].Value == measure && column.Form.Groups["number"].Length > 0
        select column.Name;

    /// <summary>For each row whether it has as many trainings in every such group of columns.</summary>
    /// <exception cref="ArgumentException">There are no such columns.</exception>
    public static bool[] WithAtLeast(IDataView data, int trainings)
    {
        var columns = Measured(data.Schema).ToList();
        if (columns.Count == 0)
        {
            throw new ArgumentException(
                "The subset by trainings needs columns of single seeds, such as accuracy_seed1, or of their number, such as "
                + $"accuracy_seeds; the columns are {string.Join(", ", data.Schema.Where(c => !c.IsHidden).Select(c => c.Name))}.");
        }

        var values = NumericColumns.Read(data, [.. columns.Select(column => column.Name)]);
        var groups = Enumerable.Range(0, columns.Count).GroupBy(i => columns[i].Form.Groups["measure"].Value).ToList();
        return [.. Enumerable.Range(0, values[0].Length).Select(row => groups.TrueForAll(group => Count(group, row) >= trainings))];

        double Count(IEnumerable<int> group, int row) => group.Max(
            i => columns[i].Form.Groups["number"].Length == 0 ? values[i][row] : group.Count(
                other => columns[other].Form.Groups["number"].Length > 0 && !double.IsNaN(values[other][row])));
    }

    private static IEnumerable<(string Name, Match Form)> Measured(DataViewSchema schema) => schema
        .Where(column => !column.IsHidden && column.Type is NumberDataViewType)
        .Select(column => (column.Name, Form: Form().Match(column.Name))).Where(column => column.Form.Success);

    [GeneratedRegex("^(?<measure>.+)_(seed|repeat)(s|(?<number>[0-9]+))$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
