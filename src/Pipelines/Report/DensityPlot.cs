using NasPipelines.Analyses;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Report;

/// <summary>Ranks by score against true ranks as counts in a grid.</summary>
internal static class DensityPlot
{
    private const int Cells = 40, Left = 60, Top = 20, Side = 320;

    public static ReportPlot Draw(ReportContent content, string score)
    {
        var rows = CompleteRows.Of(content.Table[score], content.Truth);
        double[] s = RankDifference.MeanRanks(
            RankedColumn.Of(rows.Take(content.Table[score]))), t = RankDifference.MeanRanks(RankedColumn.Of(rows.Take(content.Truth)));
        var counts = new int[Cells, Cells];
        for (var i = 0; i < s.Length; i++)
        {
            counts[Cell(s[i], s.Length), Cell(t[i], s.Length)]++;
        }

        AxisScale x = new(0, 1, Left, Left + Side), y = new(0, 1, Top + Side, Top);
        var plot = new ReportPlot(
                Left + Side + 20, Top + Side + 50, $"{score} against {content.TruthName}",
                $"{s.Length} architectures by the rank of their score and their true rank; darker cells hold more.")
            .Axes(x, y, (Left, Top, Left + Side, Top + Side), $"rank by {score}, best right", $"true rank, best up");
        var most = Math.Log(1 + counts.Cast<int>().Max());
        const double Size = (double)Side / Cells;
        for (var i = 0; i < Cells; i++)
        {
            for (var j = 0; j < Cells; j++)
            {
                if (counts[i, j] > 0)
                {
                    plot.Rectangle(
                        Left + i * Size, Top + Side - (j + 1) * Size, Size, Size, PlotStyles.Density,
                        Math.Max(0.08, Math.Log(1 + counts[i, j]) / most * 0.99));
                }
            }
        }

        return plot;
    }

    private static int Cell(double rank, int n) => Math.Min(Cells - 1, (int)((rank - 0.5) / n * Cells));
}
