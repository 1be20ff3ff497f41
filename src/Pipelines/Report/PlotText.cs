using System.Globalization;

namespace NasPipelines.Report;

/// <summary>Numbers and labels of plots as text.</summary>
internal static class PlotText
{
    /// <summary>About the width of the longest of some labels: the sum of its letters at the largest size used.</summary>
    public static int WidthOf(IEnumerable<string> labels) => 10 + (int)(7.4 * labels.Max(l => l.Length));

    /// <summary>Two decimals with a sign; none where they are zero.</summary>
    public static string Signed(double value) => Math.Round(value, 2).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>Three digits, thousands and more by their letter: 7.78M.</summary>
    public static string Compact(double value)
    {
        var (scale, letter) = Math.Abs(value) switch { >= 1e9 => (1e9, "G"), >= 1e6 => (1e6, "M"), >= 1e3 => (1e3, "k"), _ => (1, "") };
        return (value / scale).ToString("G3", CultureInfo.InvariantCulture) + letter;
    }
}
