using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Says what is wrong with a field that is no number, and what would be right.</summary>
internal static class CellFault
{
    public static string Of(string text, CellKind kind, char point)
    {
        var shown = $"'{ShownText.Of(text)}'";
        return kind != CellKind.Separated
            ? $"{shown} is not a number; write one such as 93.5, or leave the field blank where the value is missing, or name the word for "
                + $"that in {nameof(BenchmarkTableOptions.MissingValues)}"
            : point == ',' ? WithPoints(shown, text) : WithCommas(shown, text);
    }

    private static string WithCommas(string shown, string text)
    {
        const string Set = $"set {nameof(BenchmarkTableOptions.Decimal)} to ','";
        if (text.IndexOf(',') != text.LastIndexOf(',') || text.Contains('.'))
        {
            return $"{shown} has separators of thousands; write numbers without them";
        }

        var (before, after) = (text[..text.IndexOf(',')], text[(text.IndexOf(',') + 1)..]);
        return after.Length == 3 && before.TrimStart('-', '+').Length is > 0 and < 4
            ? $"{shown} has a decimal comma ({before}.{after}) or a separator of thousands ({before}{after}); {Set} for the first, or "
                + "write numbers without separators of thousands"
            : $"{shown} has a decimal comma; {Set} to read it as {before}.{after}";
    }

    private static string WithPoints(string shown, string text) =>
        $"{shown} has {(text.Contains(',') || text.IndexOf('.') != text.LastIndexOf('.') ? "separators of thousands" : "a decimal point")}"
        + $", and {nameof(BenchmarkTableOptions.Decimal)} is ','; write numbers with a decimal comma and no other separator, or leave "
        + $"{nameof(BenchmarkTableOptions.Decimal)} out";
}
