using NasPipelines.Analyses;

namespace NasPipelines.Report;

/// <summary>Tau against the share of the truly best architectures looked at, all estimators in one plot.</summary>
internal static class HeadPlot
{
    private const int Labelled = 12;

    public static ReportPlot Draw(ReportContent content)
    {
        var (low, high) = Range(content);
        AxisScale x = new(HeadProfile.DefaultShares[0], 1, 70, 560, logarithmic: true), y = new(low, high, 370, 20);
        var plot = new ReportPlot(
                610 + PlotText.WidthOf(content.Scores), 420, "Kendall's tau among the truly best",
                "One line per estimator: tau-b inside the truly best share of the architectures, from 1 % to all of them, where there are "
                    + "enough architectures to lean on.")
            .Axes(x, y, (70, 20, 560, 370), "truly best share of the architectures", "Kendall's tau inside it")
            .Line(70, y.At(0), 560, y.At(0), PlotStyles.Zero);
        var order = content.Scores.Select((name, i) => (name, i)).OrderByDescending(s => Last(content.Winners[s.i][^1])).ToList();
        var step = Math.Min(17, 350.0 / order.Count);
        for (var place = 0; place < order.Count; place++)
        {
            var (name, i) = order[place];
            var style = !content.Comparison.DiffersFromChance(name) ? PlotStyles.WeakLine
                : content.Baselines.Contains(name) ? PlotStyles.Baseline(content.Baselines.IndexOf(name)) : PlotStyles.Series(i);
            plot.Polyline( // a value of few architectures would look like one to lean on
                content.Winners[i].Where(p => p.IsFirm).Select(p => (x.At(p.Share), y.At(p.Kendall))), style, name);
            var at = 26 + place * step;
            plot.Line(572, at - 4, 596, at - 4, style).Text(
                602, at, name, order.Count > Labelled ? PlotStyles.Tick : PlotStyles.Label, PlotAnchor.Start);
        }

        return plot;
    }

    /// <summary>The values that plots of all estimators share.</summary>
    public static (double Low, double High) Range(ReportContent content)
    {
        var values = content.Winners.SelectMany(w => w).Where(p => p.IsDrawn).Select(p => p.Kendall).Append(0).ToList();
        return (values.Min() - 0.05, values.Max() + 0.05);
    }

    private static double Last(WinnerPoint all) => double.IsNaN(all.Kendall) ? double.NegativeInfinity : all.Kendall;
}
