using System.Globalization;
using System.Text.Json;

namespace NasPipelines.Files;

/// <summary>Errors of reading JSON in words: what .NET says of its own types helps nobody who wrote the file.</summary>
internal static class JsonFaults
{
    private const string Required = "including: ";
    private const string Invalid = "' is an invalid JSON literal";
    private static readonly string[] Marks = [" Path: ", " LineNumber: "];

    private const int LongestWord = 20;
    private const int LongestText = 300;

    /// <summary>What is wrong and where; of an error of another kind its own message.</summary>
    public static string Text(Exception fault)
    {
        if (fault is not JsonException json)
        {
            return fault.Message;
        }

        var place = json.LineNumber is { } line
            ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {json.BytePositionInLine + 1})")
            : string.Empty;
        var path = json.Path is { Length: > 1 } named ? $" at {ShownText.Of(named)}" : string.Empty;
        return $"{Words(json.Message)}{path}{place}";
    }

    private static string Words(string message)
    {
        var end = Marks.Select(mark => message.IndexOf(mark, StringComparison.Ordinal))
            .Where(at => at >= 0).DefaultIfEmpty(message.Length).Min();
        var text = message[..end].TrimEnd('.', ' ');
        return text.Contains("could not be converted to", StringComparison.Ordinal) ? $"{Expected(text)} is expected"
            : text.IndexOf(Required, StringComparison.Ordinal) is >= 0 and var at ? $"missing is {text[(at + Required.Length)..]}"
            : text.Contains("System.", StringComparison.Ordinal) || text.Contains("type '", StringComparison.Ordinal)
                ? "a value is of another kind than is expected"
            : Short(text);
    }

    // The rest of the file stands in quotes before what is wrong with its first word.
    private static string Short(string text)
    {
        var end = text.LastIndexOf(Invalid, StringComparison.Ordinal);
        return text.StartsWith('\'') && end > 0
            ? $"'{ShownText.Of(text.AsSpan(1, end - 1), LongestWord)}{text[end..]}"
            : ShownText.Of(text, LongestText);
    }

    private static string Expected(string text) => text switch
    {
        _ when text.Contains("[]", StringComparison.Ordinal) || text.Contains("List`1", StringComparison.Ordinal) => "a list",
        _ when text.Contains("Int32", StringComparison.Ordinal) || text.Contains("Int64", StringComparison.Ordinal) => "a whole number",
        _ when text.Contains("Double", StringComparison.Ordinal) || text.Contains("Single", StringComparison.Ordinal) => "a number",
        _ when text.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when text.Contains("String", StringComparison.Ordinal) => "a text",
        _ => "another kind of value",
    };
}
