using NasPipelines.Analyses;

namespace NasPipelines.Report;

/// <summary>Tau against the share of the truly best architectures looked at.</summary>
internal static class HeadPlot
{
    private const int Labelled = 12;

    public static ReportPlot Draw(ReportContent content)
    {
        var values = content.Heads.SelectMany(h => h.Points).Where(p => p.Value.IsDefined).Select(p => p.Value.Value).Append(0).ToList();
        AxisScale x = new(
            HeadProfile.DefaultShares[0], 1, 70, 560, logarithmic: true), y = new(values.Min() - 0.05, values.Max() + 0.05, 370, 20);
        var plot = new ReportPlot(
                610 + PlotText.WidthOf(content.Scores), 420, "Kendall's tau among the truly best",
                "One line per estimator: tau-b inside the truly best share of the architectures, from 1 % to all of them.")
            .Axes(x, y, (70, 20, 560, 370), "truly best share of the architectures", "Kendall's tau inside it")
            .Line(70, y.At(0), 560, y.At(0), PlotStyles.Zero);
        var order = content.Scores.Select((name, i) => (name, i)).OrderByDescending(s => Last(content.Heads[s.i])).ToList();
        var step = Math.Min(17, 350.0 / order.Count);
        for (var place = 0; place < order.Count; place++)
        {
            var (name, i) = order[place];
            var style = content.Baselines.Contains(name) ? PlotStyles.Baseline(content.Baselines.IndexOf(name)) : PlotStyles.Series(i);
            plot.Polyline(
                content.Heads[i].Points.Where(p => p.Value.IsDefined).Select(p => (x.At(p.Key), y.At(p.Value.Value))), style,
                $"{name}: {content.Heads[i]}");
            var at = 26 + place * step;
            plot.Line(572, at - 4, 596, at - 4, style).Text(
                602, at, name, order.Count > Labelled ? PlotStyles.Tick : PlotStyles.Label, PlotAnchor.Start);
        }

        return plot;
    }

    private static double Last(HeadProfile head) => head.Points[^1].Value is { IsDefined: true } v ? v.Value : double.NegativeInfinity;
}
