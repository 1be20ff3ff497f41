using System.Collections.Immutable;
using NasPipelines.Analyses;
using NasPipelines.Report.Sections;

namespace NasPipelines.Report;

/// <summary>The bias of an estimator towards operations: row replaced by column.</summary>
internal static class MutationPlot
{
    private const double Strongest = 0.5;

    public static ReportPlot Draw(string score, ImmutableArray<OperationMutation> mutations) => Map(score, mutations).ToPlot();

    public static HeatMap Map(string score, ImmutableArray<OperationMutation> mutations)
    {
        ImmutableArray<string> names = [.. mutations.SelectMany(m => (string[])[m.From, m.To]).Distinct().Order(StringComparer.Ordinal)];
        var cells = new HeatCell?[names.Length, names.Length];
        foreach (var m in mutations)
        {
            cells[names.IndexOf(m.From), names.IndexOf(m.To)] = HeatCell.Signed(
                m.Bias, Strongest, PlotText.Signed(m.Bias), FormattableString.Invariant($"truth {m.TruthRises.Value:0.00}"), m.ToString());
        }

        return new(
            $"Operations that {score} prefers",
            "Row: the operation replaced; column: the one put in its place. How much more often the score rises than the truth; below, the "
                + "share of pairs whose truth rises.",
            "from \\ to", names, [.. names.Select(n => (n, (string?)null))], cells);
    }
}
