using NasPipelines.Report.Sections;

namespace NasPipelines.Report;

/// <summary>Mean rank difference by group of complexity, one row per estimator.</summary>
internal static class ComplexityPlot
{
    public static ReportPlot Draw(ReportContent content) => Map(content).ToPlot();

    public static HeatMap Map(ReportContent content)
    {
        var groups = content.ComplexityBiases[0].Groups;
        var largest = content.ComplexityBiases.SelectMany(b => b.Groups).Where(g => g.Count > 0).Max(g => Math.Abs(g.MeanRankDifference));
        var cells = new HeatCell?[content.Scores.Length, groups.Length];
        for (var row = 0; row < content.Scores.Length; row++)
        {
            for (var g = 0; g < groups.Length; g++)
            {
                var group = content.ComplexityBiases[row].Groups[g];
                cells[row, g] = group.Count == 0 ? null : HeatCell.Signed(
                    group.MeanRankDifference, largest, PlotText.Signed(group.MeanRankDifference),
                    group.Kendall.IsDefined ? FormattableString.Invariant($"τ {Math.Round(group.Kendall.Value, 2) + 0.0:0.00}") : null,
                    $"{content.Scores[row]} {group}");
            }
        }

        return new(
            $"Over-estimation by {content.Options.ComplexityColumnName}",
            "One row per estimator, one column per group of architectures from small to large: mean rank difference as a share, positive "
                + "where over-estimated, and Kendall's tau inside the group.",
            "estimator", [.. content.Scores.Select(content.Shown)],
            [.. groups.Select((g, i) => (Place(i, groups.Length), Span(g)))], cells);
    }

    private static string Place(int group, int groups) => group == 0 ? "smallest" : group == groups - 1 ? "largest" : "·";

    private static string Span(Analyses.ComplexityGroup group) =>
        group.Count == 0 ? "–" : $"{PlotText.Compact(group.From)} – {PlotText.Compact(group.To)}";
}
