using System.Globalization;

namespace NasPipelines.Uncertainty;

/// <summary>Numbers as sentences and tables show them.</summary>
internal static class ShownNumber
{
    /// <summary>A count to two digits, such as 1,400.</summary>
    public static string Count(double value)
    {
        if (value > 1e6)
        {
            return "more than a million";
        }

        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, value))) - 1));
        return (Math.Ceiling(value / unit) * unit).ToString("#,0", CultureInfo.InvariantCulture);
    }

    /// <summary>Three decimals without the zero before the point, such as .089.</summary>
    public static string Short(double value)
    {
        var text = (Math.Round(value, 3) + 0.0).ToString("0.000", CultureInfo.InvariantCulture);
        return double.IsNaN(value) ? "–"
            : text.StartsWith("0.", StringComparison.Ordinal) ? text[1..]
            : text.StartsWith("-0.", StringComparison.Ordinal) ? "-" + text[2..]
            : text;
    }

    /// <summary>A value with its interval, such as <c>.089 [.027, .146]</c>.</summary>
    public static string Short(CriterionInterval interval, bool negated = false) => negated
        ? $"{Short(-interval.Value)} [{Short(-interval.Upper)}, {Short(-interval.Lower)}]"
        : $"{Short(interval.Value)} [{Short(interval.Lower)}, {Short(interval.Upper)}]";
}
