using System.Globalization;

namespace NasPipelines.Report;

/// <summary>Mean rank difference by group of complexity, one row per estimator.</summary>
internal static class ComplexityPlot
{
    private const int Top = 50, CellWidth = 104, CellHeight = 30;

    public static Svg Draw(ReportContent content)
    {
        var groups = content.ComplexityBiases[0].Groups.Length;
        var left = 20 + Svg.WidthOf(content.Scores);
        var svg = new Svg(
            left + groups * CellWidth + 20, Top + content.Scores.Length * CellHeight + 20, $"Over-estimation by {content.Options.ComplexityColumnName}",
            "One row per estimator, one column per group of architectures from small to large: mean rank difference as a share, positive where over-estimated, and Kendall's tau inside the group.");
        var largest = content.ComplexityBiases.SelectMany(b => b.Groups).Where(g => g.Count > 0).Max(g => Math.Abs(g.MeanRankDifference));
        for (var g = 0; g < groups; g++)
        {
            var group = content.ComplexityBiases[0].Groups[g];
            svg.Text(left + (g + 0.5) * CellWidth, Top - 24, g == 0 ? "smallest" : g == groups - 1 ? "largest" : "")
                .Text(left + (g + 0.5) * CellWidth, Top - 8, group.Count == 0 ? "–" : $"{Svg.Compact(group.From)} – {Svg.Compact(group.To)}", "tick");
        }

        for (var row = 0; row < content.Scores.Length; row++)
        {
            var y = Top + row * CellHeight;
            svg.Text(left - 8, y + 19, content.Scores[row], "label", "end");
            for (var g = 0; g < groups; g++)
            {
                var group = content.ComplexityBiases[row].Groups[g];
                if (group.Count > 0)
                {
                    var text = string.Create(CultureInfo.InvariantCulture, $"{Svg.Signed(group.MeanRankDifference)}  τ {Math.Round(group.Kendall.Value, 2) + 0.0:0.00}");
                    var (side, strength) = (group.MeanRankDifference > 0 ? "over" : "under", Strength(group.MeanRankDifference, largest));
                    svg.Rectangle(left + g * CellWidth + 1, y + 1, CellWidth - 2, CellHeight - 2, side, strength, $"{content.Scores[row]} {group}")
                        .Text(left + (g + 0.5) * CellWidth, y + 19, group.Kendall.IsDefined ? text : text.Split(' ')[0], "cell");
                }
            }
        }

        return svg;
    }

    internal static double Strength(double value, double largest) => largest > 0 ? 0.04 + 0.5 * Math.Abs(value) / largest : 0.04;
}
