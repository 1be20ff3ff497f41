using System.Globalization;

namespace NasPipelines.Samples.Documentation;

/// <summary>Pieces of Markdown.</summary>
internal static class Page
{
    /// <summary>A page of paragraphs; empty ones are left out.</summary>
    public static string Of(params IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs.Where(p => p.Length > 0)) + "\n";

    /// <summary>A text as the cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    public static string Table((string, string) heading, IEnumerable<(string, string)> rows) =>
        string.Join('\n', [Row(heading), "|---|---|", .. rows.Select(Row)]);

    public static string Table((string, string, string) heading, IEnumerable<(string, string, string)> rows) =>
        string.Join('\n', [Row(heading), "|---|---|---|", .. rows.Select(Row)]);

    /// <summary>The parameters of a component's constructor with their defaults; nothing where it has none.</summary>
    public static string Parameters(Type type, XmlDocs docs)
    {
        var documented = docs.Constructor(type).Elements("param").ToDictionary(p => p.Attribute("name")!.Value, docs.Cell);
        var parameters = type.GetConstructors()[0].GetParameters();
        return parameters.Length == 0 ? "" : "## Parameters\n\n" + Table(
            ("parameter", "default", "meaning"),
            parameters.Select(p => (
                $"`{p.Name}`", p.HasDefaultValue ? Text(p.ParameterType, p.DefaultValue) : "",
                documented[p.Name!] + Values(p.ParameterType))));
    }

    private static string Values(Type type) =>
        type.IsEnum ? $" One of {string.Join(", ", Enum.GetNames(type).Select(n => $"`{n}`"))}." : "";

    private static string Text(Type type, object? value) =>
        type.IsEnum ? $"`{Enum.ToObject(type, value!)}`" : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Row((string, string) cells) => $"| {cells.Item1} | {cells.Item2} |";

    private static string Row((string, string, string) cells) => $"| {cells.Item1} | {cells.Item2} | {cells.Item3} |";
}
