using System.Collections.Immutable;
using System.Globalization;

namespace NasPipelines.Report;

/// <summary>The bias of an estimator towards operations: row replaced by column.</summary>
internal static class MutationPlot
{
    private const int Left = 120, Top = 60, CellWidth = 92, CellHeight = 42;

    public static Svg Draw(string score, ImmutableArray<OperationMutation> mutations)
    {
        string[] names = [.. mutations.SelectMany(m => (string[])[m.From, m.To]).Distinct().Order(StringComparer.Ordinal)];
        var svg = new Svg(
            Left + names.Length * CellWidth + 10, Top + names.Length * CellHeight + 10, $"Operations that {score} prefers",
            "Row: the operation replaced; column: the one put in its place. How much more often the score rises than the truth; below, the share of pairs whose truth rises.");
        svg.Text(Left - 8, Top - 10, "from \\ to", "tick", "end");
        for (var i = 0; i < names.Length; i++)
        {
            svg.Text(Left + (i + 0.5) * CellWidth, Top - 10, names[i], "tick").Text(Left - 8, Top + i * CellHeight + 25, names[i], "tick", "end");
        }

        foreach (var m in mutations)
        {
            double x = Left + Array.IndexOf(names, m.To) * CellWidth, y = Top + Array.IndexOf(names, m.From) * CellHeight;
            svg.Rectangle(x + 1, y + 1, CellWidth - 2, CellHeight - 2, m.Bias > 0 ? "over" : "under", ComplexityPlot.Strength(m.Bias, 0.5), m.ToString())
                .Text(x + CellWidth / 2.0, y + 18, Svg.Signed(m.Bias), "cell")
                .Text(x + CellWidth / 2.0, y + 33, string.Create(CultureInfo.InvariantCulture, $"truth {m.TruthRises.Value:0.00}"), "tick");
        }

        return svg;
    }
}
