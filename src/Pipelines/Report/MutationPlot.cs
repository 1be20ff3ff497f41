using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Analyses;

namespace NasPipelines.Report;

/// <summary>The bias of an estimator towards operations: row replaced by column.</summary>
internal static class MutationPlot
{
    private const int Left = 120, Top = 60, CellWidth = 92, CellHeight = 42;

    public static ReportPlot Draw(string score, ImmutableArray<OperationMutation> mutations)
    {
        string[] names = [.. mutations.SelectMany(m => (string[])[m.From, m.To]).Distinct().Order(StringComparer.Ordinal)];
        var plot = new ReportPlot(
            Left + names.Length * CellWidth + 10, Top + names.Length * CellHeight + 10, $"Operations that {score} prefers",
            "Row: the operation replaced; column: the one put in its place. How much more often the score rises than the truth; below, the "
                + "share of pairs whose truth rises.");
        plot.Text(Left - 8, Top - 10, "from \\ to", PlotStyles.Tick, PlotAnchor.End);
        for (var i = 0; i < names.Length; i++)
        {
            plot.Text(Left + (i + 0.5) * CellWidth, Top - 10, names[i], PlotStyles.Tick).Text(
                Left - 8, Top + i * CellHeight + 25, names[i], PlotStyles.Tick, PlotAnchor.End);
        }

        foreach (var m in mutations)
        {
            double x = Left + Array.IndexOf(names, m.To) * CellWidth, y = Top + Array.IndexOf(names, m.From) * CellHeight;
            plot.Rectangle(x + 1, y + 1, CellWidth - 2, CellHeight - 2, m.Bias > 0
                ? PlotStyles.Over
                : PlotStyles.Under, ComplexityPlot.Strength(m.Bias, 0.5), m.ToString())
                .Text(x + CellWidth / 2.0, y + 18, PlotText.Signed(m.Bias), PlotStyles.Cell)
                .Text(x + CellWidth / 2.0, y + 33, string.Create(CultureInfo.InvariantCulture, $"truth {m.TruthRises.Value:0.00}"),
                    PlotStyles.Tick);
        }

        return plot;
    }
}
