using NasPipelines.Analyses;

namespace NasPipelines.Report;

/// <summary>Score against cost of every architecture, with a line through those that are not dominated.</summary>
internal static class ParetoPlot
{
    // More points than this are one grey mass, and a page of megabytes.
    private const int MostPoints = 2000;

    /// <summary>Draws a set among all architectures; null where costs or scores do not differ.</summary>
    /// <param name="set">The set.</param>
    /// <param name="scores">The scores of all architectures; NaN where there is none.</param>
    /// <param name="costs">Their costs, lower is better; NaN where there is none.</param>
    /// <param name="narrow">Whether it is for a phone.</param>
    public static ReportPlot? Draw(ParetoSet set, IReadOnlyList<double> scores, IReadOnlyList<double> costs, bool narrow = false)
    {
        var points = costs.Zip(scores, (cost, score) => (Cost: cost, Score: score))
            .Where(p => double.IsFinite(p.Cost) && double.IsFinite(p.Score)).ToList();
        if (points.Count == 0)
        {
            return null;
        }

        var (left, right) = (points.Min(p => p.Cost), points.Max(p => p.Cost));
        var (low, high) = (points.Min(p => p.Score), points.Max(p => p.Score));
        if (left >= right || low >= high)
        {
            return null;
        }

        var (width, height) = (0.03 * (right - left), 0.05 * (high - low));
        var (start, end) = narrow ? (56, 336) : (70, 700);
        AxisScale x = new(left - width, right + width, start, end);
        AxisScale y = new(low - height, high + height, 370, 20);
        var plot = new ReportPlot(
                end + 20, 420, $"{set.ScoreName} against {set.CostName}",
                $"One point per architecture; the line joins the {set.Members.Length} that no other one beats in both.")
            .Axes(x, y, (start, 20, end, 370), set.CostName, set.ScoreName);
        var every = ((points.Count - 1) / MostPoints) + 1;
        foreach (var (cost, score) in points.Where((_, i) => i % every == 0))
        {
            plot.Circle(x.At(cost), y.At(score), 2, PlotStyles.BaselinePoint);
        }

        var members = set.Members.Where(m => double.IsFinite(m.Score) && double.IsFinite(m.Cost)).ToList();
        plot.Polyline(members.Select(m => (x.At(m.Cost), y.At(m.Score))), PlotStyles.Frontier);
        foreach (var member in members)
        {
            plot.Circle(x.At(member.Cost), y.At(member.Score), 4, PlotStyles.Point, member.Architecture);
        }

        return plot;
    }
}
