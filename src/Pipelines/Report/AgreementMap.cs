using System.Globalization;
using NasPipelines.Report.Sections;

namespace NasPipelines.Report;

/// <summary>How much every two estimators agree.</summary>
internal static class AgreementMap
{
    public static ReportPlot Draw(ReportContent content) => Map(content).ToPlot();

    public static HeatMap Map(ReportContent content)
    {
        string[] order = [.. content.Comparison.BestFirst().Select(m => m.Name)];
        int[] places = [.. order.Select(n => content.Scores.IndexOf(n))];
        var cells = new HeatCell?[order.Length, order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = 0; j < order.Length; j++)
            {
                var (tau, rows) = content.Agreement[places[i], places[j]];
                cells[i, j] = i == j ? null
                    : double.IsNaN(tau) ? new("–", null, null, 0, $"{order[i]} and {order[j]}: undefined")
                    : HeatCell.Signed(
                        tau, 1, PlotText.Signed(tau), null,
                        string.Create(CultureInfo.InvariantCulture, $"{order[i]} and {order[j]}: tau {tau:0.000}, n = {rows:N0}"));
            }
        }

        return new(
            "Kendall's tau of every two estimators",
            "1: both order the architectures alike; 0: they have nothing in common; -1: the other way round.", "estimator", [.. order],
            [.. order.Select(n => (n, (string?)null))], cells);
    }
}
