using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report.Sections;

/// <summary>A table of the page in full precision, which the page's script offers as CSV and as JSON.</summary>
/// <param name="Name">Its name, and that of the file.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Rows">Texts, numbers and truths; null where there is none.</param>
internal sealed record DataTable(string Name, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<object?>> Rows)
{
    /// <summary>The columns of a value with its interval.</summary>
    public static ImmutableArray<string> IntervalOf(string name) => [name, name + " lower", name + " upper"];

    /// <summary>A value with its interval.</summary>
    public static ImmutableArray<object?> Cells(CriterionInterval interval) => [interval.Value, interval.Lower, interval.Upper];

    /// <summary>The table as the page holds it; what is no number is null, and infinities are texts.</summary>
    public JsonObject ToJson() => new()
    {
        ["columns"] = new JsonArray([.. Columns.Select(c => JsonValue.Create(c))]),
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonArray([.. row.Select(Node)]))]),
    };

    private static JsonNode? Node(object? cell) => cell switch
    {
        null => null,
        double v when double.IsNaN(v) => null,
        double v when double.IsInfinity(v) => JsonValue.Create(v > 0 ? "Infinity" : "-Infinity"),
        double v => JsonValue.Create(v),
        int v => JsonValue.Create(v),
        long v => JsonValue.Create(v),
        bool v => JsonValue.Create(v),
        _ => JsonValue.Create((string)cell),
    };
}
