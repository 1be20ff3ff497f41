using NasPipelines.Combinations;

namespace NasPipelines.Report;

/// <summary>The features that a learned predictor rests on, the most important first.</summary>
internal static class ImportancePlot
{
    /// <summary>The most features that are drawn.</summary>
    public const int Most = 20;

    private const int Top = 40, Step = 22, Letters = 64, NarrowLetters = 42;

    public static ReportPlot Draw(LearningCurve curve, bool narrow = false)
    {
        var shown = curve.Importance.Take(Most).Where(f => f.Value > 0).ToList();
        string[] names = [.. shown.Select(f => PlotText.Fit(f.Key, narrow ? NarrowLetters : Letters))];
        int left = narrow ? 14 : 24 + PlotText.WidthOf(names), right = narrow ? 290 : left + 300, step = narrow ? 2 * Step : Step;
        AxisScale x = new(0, Math.Max(shown.Select(f => f.Value).DefaultIfEmpty(1).Max(), 0.01), left, right);
        var plot = new ReportPlot(
            right + 60, Top + 10 + (step * names.Length), $"What {curve.Learner} rests on",
            "One bar per feature, the most important first: the share of the gain of all splits that is of splits by it.")
            .Text(14, 20, PlotText.Fit(curve.Name, narrow ? 34 : 80), PlotStyles.Heading, PlotAnchor.Start);
        for (var row = 0; row < names.Length; row++)
        {
            var y = Top + (step * row);
            var bar = narrow ? y + Step : y;
            plot.Text(narrow ? left : left - 12, y + 14, names[row], PlotStyles.Cell, narrow ? PlotAnchor.Start : PlotAnchor.End)
                .Rectangle(
                    left, bar + 4, x.At(shown[row].Value) - left, 12, PlotStyles.Density,
                    tip: $"{shown[row].Key}: {PlotText.Percent(shown[row].Value)}")
                .Text(x.At(shown[row].Value) + 6, bar + 14, PlotText.Percent(shown[row].Value), PlotStyles.Tick, PlotAnchor.Start);
        }

        return plot;
    }
}
