namespace NasPipelines.Report;

/// <summary>Tau against seconds per architecture, with the estimators that no other one beats.</summary>
internal static class CostPlot
{
    public static Svg? Draw(ReportContent content)
    {
        var points = content.Bootstrap.Evaluation.Where(m => content.Options.SecondsPerArchitecture.ContainsKey(m.Name) && !double.IsNaN(m.Kendall))
            .Select(m => (Cost: new EstimatorCost(m.Name, m.Kendall, content.Options.SecondsPerArchitecture[m.Name]), Interval: content.Bootstrap.Intervals(m.Name)[0].Value)).ToList();
        if (points.Count == 0)
        {
            return null;
        }

        double low = points.Min(p => p.Cost.SecondsPerArchitecture), high = points.Max(p => p.Cost.SecondsPerArchitecture);
        double Edge(double interval, double otherwise) => double.IsNaN(interval) ? otherwise : interval;
        AxisScale x = new(low / 1.5, high * 2.2, 70, 700, logarithmic: true);
        AxisScale y = new(points.Min(p => Edge(p.Interval.Lower, p.Cost.Quality)) - 0.03, points.Max(p => Edge(p.Interval.Upper, p.Cost.Quality)) + 0.03, 370, 20);
        var svg = new Svg(720, 420, "Quality against cost", "One point per estimator: Kendall's tau with its interval against seconds per architecture; the line joins those that no other one beats.")
            .Axes(x, y, (70, 20, 700, 370), "seconds per architecture", "Kendall's tau");
        svg.Path(EstimatorCost.Frontier(points.Select(p => p.Cost), 1).Select(c => (x.At(c.SecondsPerArchitecture), y.At(c.Quality))), "frontier");
        foreach (var (cost, interval) in points)
        {
            var at = (X: x.At(cost.SecondsPerArchitecture), Y: y.At(cost.Quality));
            svg.Line(at.X, y.At(Edge(interval.Lower, cost.Quality)), at.X, y.At(Edge(interval.Upper, cost.Quality)), "whisker").Circle(at.X, at.Y, 5, content.Baselines.Contains(cost.Name) ? "point-baseline" : "point", $"{cost}, interval {interval}")
                .Text(at.X + 9, at.Y + 4, cost.Name, "tick", "start");
        }

        return svg;
    }
}
