using System.Globalization;
using NasPipelines.Report.Sections;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>Every two estimators compared on Kendall's tau: row less column, coloured where they differ.</summary>
internal static class DifferenceMap
{
    private const int WithIntervals = 9;

    public static ReportPlot Draw(ReportContent content) => Map(content).ToPlot();

    public static HeatMap Map(ReportContent content)
    {
        string[] order = [.. content.Comparison.BestFirst().Select(m => m.Name)];
        var cells = new HeatCell?[order.Length, order.Length];
        var largest = content.Comparison.Differences.Where(d => d.Criterion.Name == "kendall" && d.Differs)
            .Select(d => Math.Abs(d.Difference.Value)).DefaultIfEmpty(0).Max();
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = 0; j < order.Length; j++)
            {
                cells[i, j] = i == j ? null : content.Comparison.Between(order[i], order[j]) switch
                {
                    null => new("–", null, null, 0, $"{order[i]} and {order[j]} have no architecture in common"),
                    { Difference.Value: double.NaN } => new("–", null, null, 0, $"{order[i]} − {order[j]}: undefined"),
                    var difference => Cell(
                        difference, order[i] == difference.First ? 1 : -1, largest, order.Length <= WithIntervals),
                };
            }
        }

        return new(
            "Difference of Kendall's tau, row less column",
            "Every two estimators on the same resamples, best first. Coloured where they differ after correction for the number of pairs; "
                + "an equals sign where they are not told apart.",
            "row − column", [.. order], [.. order.Select(n => (n, (string?)null))], cells);
    }

    private static HeatCell Cell(ScoreDifference d, int sign, double largest, bool withInterval)
    {
        var value = sign * d.Difference.Value;
        var (lower, upper) = sign > 0 ? (d.Difference.Lower, d.Difference.Upper) : (-d.Difference.Upper, -d.Difference.Lower);
        var (first, second) = sign > 0 ? (d.First, d.Second) : (d.Second, d.First);
        var range = $"[{Signed(lower)}, {Signed(upper)}]";
        var needed = d.Differs ? double.NaN : d.ArchitecturesNeeded();
        var tip = string.Create(
            CultureInfo.InvariantCulture,
            $"{first} − {second}: {Signed(value)} {range}, p = {d.AdjustedPValue:G2} after correction, n = {d.Rows:N0}: ")
            + (d.Differs ? $"{(value > 0 ? first : second)} is better"
                : double.IsNaN(needed) ? "not told apart"
                : $"not told apart; about {ShownNumber.Count(needed)} architectures would be needed");
        return d.Differs
            ? HeatCell.Signed(value, largest, Signed(value), withInterval ? range : null, tip)
            : new("= " + Signed(value), withInterval ? range : null, null, 0, tip);
    }

    private static string Signed(double value) =>
        double.IsNaN(value) ? "–" : Math.Round(value, 3).ToString("+0.000;-0.000;0", CultureInfo.InvariantCulture);
}
