using System.Globalization;
using NasPipelines.Evaluation;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>Tau with its interval, one row per estimator, best first; lines at chance and at the best score that costs nothing.</summary>
internal static class ForestPlot
{
    private const int Top = 46, Letters = 30, NarrowLetters = 22;

    public static ReportPlot Draw(ReportContent content) => Draw(content, narrow: false);

    public static ReportPlot Draw(ReportContent content, bool narrow)
    {
        ScoreRanking[] order = [.. content.Comparison.BestFirst()];
        var free = content.Comparison.BestFree();
        int step = narrow ? 44 : 28, bottom = Top + 6 + step * order.Length;
        int left = narrow ? 14 : 24 + PlotText.WidthOf(order.Select(s => PlotText.Fit(s.Name, Letters))), right = narrow ? 336 : left + 560;
        CriterionInterval[] intervals = [.. order.Select(s => content.Comparison.Intervals(s.Name)[0].Value)];
        double[] ends =
            [.. intervals.SelectMany(i => (double[])[i.Lower, i.Upper, i.Value]).Where(v => !double.IsNaN(v)).Append(0).Append(0.1)];
        var pad = 0.03 * (ends.Max() - ends.Min());
        AxisScale x = new(ends.Min() - pad, ends.Max() + pad, left, right);
        var plot = new ReportPlot(
            narrow ? 350 : right + 230, bottom + 46, "Kendall's tau of each estimator",
            "One row per estimator, best first: Kendall's tau with its interval. The dashed line is the best score that costs "
                + "nothing; grey "
                + "are those that are not different from chance.");
        foreach (var (value, label) in x.Ticks())
        {
            Upright(value, PlotStyles.Grid);
            plot.Text(x.At(value), bottom + 16, label, PlotStyles.Tick);
        }

        plot.Text((left + right) / 2.0, bottom + 36, "Kendall's tau with its interval", PlotStyles.Tick)
            .Text(Inside(x.At(0), 24), Top - 6, "chance", PlotStyles.Tick);
        Upright(0, PlotStyles.Zero);
        if (free is not null)
        {
            var text = PlotText.Fit($"best free: {free.Name}", Letters);
            plot.Line(x.At(free.Kendall), Top - 16, x.At(free.Kendall), Top, PlotStyles.Free)
                .Text(Inside(x.At(free.Kendall), PlotText.WidthOf([text]) / 2.0), Top - 22, text, PlotStyles.Cell);
            Upright(free.Kendall, PlotStyles.Free);
        }

        for (var row = 0; row < order.Length; row++)
        {
            Row(plot, content, order[row], intervals[row], x, (left, right, Top + 6 + row * step), narrow);
        }

        return plot;

        // Texts of the narrow form stand above the bars, and are not to be crossed.
        void Upright(double value, PlotStyle style)
        {
            for (var row = 0; row < (narrow ? order.Length : 1); row++)
            {
                var (from, to) = narrow ? (Top + 25 + row * step, Top + 6 + (row + 1) * step - 4) : (Top, bottom);
                plot.Line(x.At(value), from, x.At(value), to, style);
            }
        }

        double Inside(double at, double half) => Math.Clamp(at, Math.Min(left + half, right - half), Math.Max(left + half, right - half));
    }

    private static void Row(
        ReportPlot plot, ReportContent content, ScoreRanking score, CriterionInterval interval, AxisScale x,
        (int Left, int Right, int Y) at, bool narrow)
    {
        var (differs, doubt) = (content.Comparison.DiffersFromChance(score.Name), content.Comparison.Doubt(score.Name));
        var (textY, y) = narrow ? (at.Y + 14, at.Y + 28) : (at.Y + 18, at.Y + 14);
        var name = PlotText.Fit(score.Name, narrow ? NarrowLetters : Letters);
        var value = double.IsNaN(interval.Value) ? "undefined"
            : $"{PlotText.Number(interval.Value)} [{PlotText.Number(interval.Lower)}, {PlotText.Number(interval.Upper)}]";
        var tip = string.Create(
            CultureInfo.InvariantCulture, $"{score.Name}: {value}, n = {score.Count:N0}{(doubt is null ? "" : ", " + doubt)}");
        plot.Text(
            narrow ? at.Left : at.Left - 12, textY, name, differs ? PlotStyles.Cell : PlotStyles.Tick,
            narrow ? PlotAnchor.Start : PlotAnchor.End);
        plot.Text(
            narrow ? at.Right : at.Right + 14, textY, value + (differs || narrow || double.IsNaN(interval.Value) ? "" : "  chance"),
            differs ? PlotStyles.Cell : PlotStyles.Tick, narrow ? PlotAnchor.End : PlotAnchor.Start);
        if (double.IsNaN(interval.Value))
        {
            return;
        }

        if (!double.IsNaN(interval.Lower))
        {
            plot.Line(x.At(interval.Lower), y, x.At(interval.Upper), y, differs ? PlotStyles.Line : PlotStyles.WeakLine);
        }

        plot.Circle(
            x.At(interval.Value), y, 5,
            !differs ? PlotStyles.WeakPoint : content.Free.Contains(score.Name) ? PlotStyles.BaselinePoint : PlotStyles.Point, tip);
    }
}
