using System.Globalization;

namespace NasPipelines.Report;

/// <summary>Mean rank difference by group of complexity, one row per estimator.</summary>
internal static class ComplexityPlot
{
    private const int Top = 50, CellWidth = 104, CellHeight = 30;

    public static ReportPlot Draw(ReportContent content)
    {
        var groups = content.ComplexityBiases[0].Groups.Length;
        var left = 20 + PlotText.WidthOf(content.Scores);
        var plot = new ReportPlot(
            left + groups * CellWidth + 20, Top + content.Scores.Length * CellHeight + 20,
            $"Over-estimation by {content.Options.ComplexityColumnName}",
            "One row per estimator, one column per group of architectures from small to large: mean rank difference as a share, positive "
                + "where over-estimated, and Kendall's tau inside the group.");
        var largest = content.ComplexityBiases.SelectMany(b => b.Groups).Where(g => g.Count > 0).Max(g => Math.Abs(g.MeanRankDifference));
        for (var g = 0; g < groups; g++)
        {
            var group = content.ComplexityBiases[0].Groups[g];
            plot.Text(left + (g + 0.5) * CellWidth, Top - 24, g == 0 ? "smallest" : g == groups - 1 ? "largest" : "")
                .Text(left + (g + 0.5) * CellWidth, Top - 8,
                    group.Count == 0 ? "–" : $"{PlotText.Compact(group.From)} – {PlotText.Compact(group.To)}", PlotStyles.Tick);
        }

        for (var row = 0; row < content.Scores.Length; row++)
        {
            var y = Top + row * CellHeight;
            plot.Text(left - 8, y + 19, content.Scores[row], PlotStyles.Label, PlotAnchor.End);
            for (var g = 0; g < groups; g++)
            {
                var group = content.ComplexityBiases[row].Groups[g];
                if (group.Count > 0)
                {
                    var text = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{PlotText.Signed(group.MeanRankDifference)}  τ {Math.Round(group.Kendall.Value, 2) + 0.0:0.00}");
                    var (side, strength) = (
                        group.MeanRankDifference > 0 ? PlotStyles.Over : PlotStyles.Under, Strength(group.MeanRankDifference, largest));
                    plot.Rectangle(
                        left + g * CellWidth + 1, y + 1, CellWidth - 2, CellHeight - 2, side, strength, $"{content.Scores[row]} {group}")
                        .Text(left + (g + 0.5) * CellWidth, y + 19, group.Kendall.IsDefined ? text : text.Split(' ')[0], PlotStyles.Cell);
                }
            }
        }

        return plot;
    }

    internal static double Strength(double value, double largest) => largest > 0 ? 0.04 + 0.5 * Math.Abs(value) / largest : 0.04;
}
