using System.Globalization;

namespace NasPipelines.Report;

/// <summary>Numbers and labels of plots as text.</summary>
internal static class PlotText
{
    /// <summary>About the width of the longest of some labels: the sum of its letters at the largest size used.</summary>
    public static int WidthOf(IEnumerable<string> labels) => 10 + (int)(7.4 * labels.Max(l => l.Length));

    /// <summary>A label of at most so many letters; what is cut shows as an ellipsis.</summary>
    public static string Fit(string label, int letters) => label.Length <= letters ? label : label[..(letters - 1)] + "…";

    /// <summary>A share in per cent, such as 2 %.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    /// <summary>Three decimals, a dash where there is none.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "–" : (Math.Round(value, 3) + 0.0).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Two decimals with a sign; none where they are zero.</summary>
    public static string Signed(double value) => Math.Round(value, 2).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>Three digits, thousands and more by their letter: 7.78M.</summary>
    public static string Compact(double value)
    {
        var (scale, letter) = Math.Abs(value) switch { >= 1e9 => (1e9, "G"), >= 1e6 => (1e6, "M"), >= 1e3 => (1e3, "k"), _ => (1, "") };
        return (value / scale).ToString("G3", CultureInfo.InvariantCulture) + letter;
    }
}
