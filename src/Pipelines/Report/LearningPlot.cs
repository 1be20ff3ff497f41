using System.Globalization;
using NasPipelines.Combinations;

namespace NasPipelines.Report;

/// <summary>Tau of a learned predictor on all other architectures against the number of labels, with its band.</summary>
internal static class LearningPlot
{
    private const int Left = 70, Top = 40;

    /// <summary>A curve, on the scale that all curves of a report share.</summary>
    public static ReportPlot Draw(ReportContent content, LearningCurve curve, bool narrow = false)
    {
        var (right, bottom) = narrow ? (336, 270) : (700, 350);
        var all = content.Options.LearningCurves.SelectMany(c => c.Points).ToList();
        int least = all.Min(p => p.Labels), most = all.Max(p => p.Labels);
        AxisScale x = new(least / 1.2, most * 1.2, Left, right, logarithmic: true);
        AxisScale y = new(all.Min(p => p.Kendall.Lower) - 0.03, all.Max(p => p.Kendall.Upper) + 0.03, bottom, Top);
        var plot = new ReportPlot(
                right + 20, bottom + 50, $"What {curve.Learner} reaches with few labels",
                "Kendall's tau on all other architectures against the number of labels: the mean over the repetitions; the band holds 95 % "
                    + "of them.")
            .Text(Left, 20, PlotText.Fit(curve.Name, narrow ? 34 : 80), PlotStyles.Heading, PlotAnchor.Start)
            .Polyline(
                [
                    .. curve.Points.Select(p => (x.At(p.Labels), y.At(p.Kendall.Upper))),
                    .. curve.Points.Reverse().Select(p => (x.At(p.Labels), y.At(p.Kendall.Lower))),
                ],
                PlotStyles.Band)
            .Axes(x, y, (Left, Top, right, bottom), "architectures with a label", "Kendall's tau on the others")
            .Polyline(curve.Points.Select(p => (x.At(p.Labels), y.At(p.Kendall.Value))), PlotStyles.Line);
        foreach (var (labels, tau, _) in curve.Points)
        {
            plot.Circle(
                x.At(labels), y.At(tau.Value), 5, PlotStyles.Point,
                string.Create(CultureInfo.InvariantCulture, $"{curve.Learner}, {labels:N0} labels: {tau}"));
        }

        return plot;
    }
}
