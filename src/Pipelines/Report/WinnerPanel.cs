using System.Globalization;
using NasPipelines.Analyses;

namespace NasPipelines.Report;

/// <summary>
/// Tau of one estimator against the share of the truly best, with its band and the number of architectures at each point.
/// </summary>
internal static class WinnerPanel
{
    private const int Left = 44, Right = 316, Top = 34, Bottom = 190, Width = 336, Height = 244, Letters = 34;

    public static ReportPlot Draw(ReportContent content, int score)
    {
        var name = content.Scores[score];
        var differs = content.Comparison.DiffersFromChance(name);
        var points = content.Winners[score];
        var (low, high) = HeadPlot.Range(content);
        AxisScale x = new(HeadProfile.DefaultShares[0], 1, Left + 18, Right - 16, logarithmic: true), y = new(low, high, Bottom, Top);
        var plot = new ReportPlot(
            Width, Height, $"{name} among the truly best",
            "Kendall's tau inside the truly best share of the architectures with its interval; below each share, the number of "
                + "architectures.");
        WinnerPoint[] drawn = [.. points.Where(p => p.IsDrawn)], banded = [.. drawn.Where(p => !double.IsNaN(p.Lower))];
        plot.Text(Left, 16, PlotText.Fit(name, Letters), differs ? PlotStyles.Heading : PlotStyles.Tick, PlotAnchor.Start);
        if (content.Comparison.Doubt(name) is { } doubt)
        {
            plot.Text(Right, 16, doubt, PlotStyles.Tick, PlotAnchor.End);
        }

        if (banded.Length > 0)
        {
            double Inside(double value) => y.At(Math.Clamp(value, low, high));
            plot.Polyline(
                [
                    .. banded.Select(p => (x.At(p.Share), Inside(p.Upper))),
                    .. Enumerable.Reverse(banded).Select(p => (x.At(p.Share), Inside(p.Lower))),
                ],
                differs ? PlotStyles.Band : PlotStyles.WeakBand);
        }

        foreach (var (value, label) in y.Ticks())
        {
            plot.Line(Left, y.At(value), Right, y.At(value), PlotStyles.Grid)
                .Text(Left - 6, y.At(value) + 4, label, PlotStyles.Tick, PlotAnchor.End);
        }

        plot.Line(Left, y.At(0), Right, y.At(0), PlotStyles.Zero);
        var free = content.Comparison.Baseline is { } best && best != name ? content.Winners[content.Scores.IndexOf(best)] : [];
        plot.Polyline(free.Where(p => p.IsFirm).Select(At), PlotStyles.Free).Polyline(drawn.Select(At), PlotStyles.WeakLine)
            .Polyline(drawn.Where(p => p.IsFirm).Select(At), differs ? PlotStyles.Line : PlotStyles.WeakLine);
        foreach (var p in points)
        {
            if (p.IsDrawn)
            {
                plot.Circle(
                    x.At(p.Share), y.At(p.Kendall), 4, differs && !p.IsWeak ? PlotStyles.Point : PlotStyles.WeakPoint, Words(name, p));
            }

            plot.Text(x.At(p.Share), Bottom + 16, (p.Share * 100).ToString("0.##", CultureInfo.InvariantCulture), PlotStyles.Tick)
                .Text(x.At(p.Share), Bottom + 32, PlotText.Compact(p.Count), PlotStyles.Tick);
        }

        return plot.Text(Left - 6, Bottom + 16, "%", PlotStyles.Tick, PlotAnchor.End)
            .Text(Left - 6, Bottom + 32, "n", PlotStyles.Tick, PlotAnchor.End)
            .Text((Left + Right) / 2.0, Bottom + 49, "truly best share, architectures in it", PlotStyles.Tick);

        (double X, double Y) At(WinnerPoint p) => (x.At(p.Share), y.At(p.Kendall));
    }

    private static string Words(string name, WinnerPoint p)
    {
        var interval = double.IsNaN(p.Lower) ? "no interval" : $"[{PlotText.Number(p.Lower)}, {PlotText.Number(p.Upper)}]";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, truly best {PlotText.Percent(p.Share)}: {PlotText.Number(p.Kendall)} {interval}, n = {p.Count:N0}")
            + (p.Count < Evidence.Enough ? ", too few to lean on" : p.IsWeak ? ", not different from chance" : "");
    }
}
