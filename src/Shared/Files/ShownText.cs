using System.Globalization;

namespace NasPipelines.Files;

/// <summary>Text of a file as messages show it: one line, and no longer than a reader reads.</summary>
internal static class ShownText
{
    private const int Longest = 80;

    /// <summary>The start of a text, with question marks for control characters.</summary>
    public static string Of(ReadOnlySpan<char> text, int longest = Longest)
    {
        var cut = text.Length > longest;
        var shown = text[..(cut ? longest : text.Length)].ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(shown[i]) || shown[i] is '\u2028' or '\u2029' ? '?' : shown[i];
        }

        return cut ? string.Concat(shown, "…") : new string(shown);
    }

    /// <summary>The first of many names.</summary>
    public static string List(IReadOnlyCollection<string> names, int most = 50)
    {
        var shown = string.Join(", ", names.Take(most).Select(name => Of(name)));
        return names.Count <= most ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown}, … ({names.Count} in all)");
    }
}
