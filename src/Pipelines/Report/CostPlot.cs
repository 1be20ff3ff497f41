using NasPipelines.Analyses;

namespace NasPipelines.Report;

/// <summary>Tau against seconds per architecture, with the estimators that no other one beats.</summary>
internal static class CostPlot
{
    public static ReportPlot? Draw(ReportContent content) => Draw(content, narrow: false);

    public static ReportPlot? Draw(ReportContent content, bool narrow)
    {
        var (right, bottom) = narrow ? (336, 290) : (700, 370);
        var points = content.Comparison.Evaluation
            .Where(m => content.Seconds.ContainsKey(m.Name) && !double.IsNaN(m.Kendall))
            .Select(m => (
                Cost: new EstimatorCost(m.Name, m.Kendall, content.Seconds[m.Name]),
                Interval: content.Comparison.Intervals(m.Name)[0].Value))
            .ToList();
        if (points.Count == 0)
        {
            return null;
        }

        double low = points.Min(p => p.Cost.SecondsPerArchitecture), high = points.Max(p => p.Cost.SecondsPerArchitecture);
        double Edge(double interval, double otherwise) => double.IsNaN(interval) ? otherwise : interval;
        AxisScale x = new(low / 1.5, high * 2.2, 70, right, logarithmic: true);
        AxisScale y = new(
            points.Min(p => Edge(p.Interval.Lower, p.Cost.Quality)) - 0.03, points.Max(p => Edge(p.Interval.Upper, p.Cost.Quality)) + 0.03,
            bottom, 20);
        var plot = new ReportPlot(
                right + 20, bottom + 50, "Quality against cost",
                "One point per estimator: Kendall's tau with its interval against seconds per "
                    + "architecture; the line joins those that no other one beats.")
            .Axes(x, y, (70, 20, right, bottom), "seconds per architecture", "Kendall's tau");
        plot.Polyline(
            EstimatorCost.Frontier(points.Select(p => p.Cost), 1).Select(c => (x.At(c.SecondsPerArchitecture), y.At(c.Quality))),
            PlotStyles.Frontier);
        List<(double X, double Y)> labels = [];
        foreach (var (cost, interval) in points.OrderByDescending(p => p.Cost.Quality))
        {
            var at = (X: x.At(cost.SecondsPerArchitecture), Y: y.At(cost.Quality));
            var differs = content.Comparison.DiffersFromChance(cost.Name);
            plot.Line(at.X, y.At(Edge(interval.Lower, cost.Quality)), at.X, y.At(Edge(interval.Upper, cost.Quality)), PlotStyles.Whisker)
                .Circle(
                    at.X, at.Y, 5,
                    !differs ? PlotStyles.WeakPoint
                        : content.Free.Contains(cost.Name) ? PlotStyles.BaselinePoint : PlotStyles.Point,
                    $"{cost}, interval {interval}{(differs ? "" : ", " + content.Comparison.Doubt(cost.Name))}");
            var label = (X: at.X + 9, Y: at.Y + 12);
            while (labels.Any(other => Math.Abs(other.X - label.X) < PlotText.WidthOf([cost.Name]) && Math.Abs(other.Y - label.Y) < 13))
            {
                label.Y += 1; // below the ones already written
            }

            labels.Add(label);
            plot.Text(label.X, label.Y, cost.Name, PlotStyles.Tick, PlotAnchor.Start);
        }

        return plot;
    }
}
