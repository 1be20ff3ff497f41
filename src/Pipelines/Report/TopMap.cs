using System.Globalization;
using NasPipelines.Report.Sections;

namespace NasPipelines.Report;

/// <summary>The true ranks of the architectures that each estimator places highest, beside what chance would give.</summary>
internal static class TopMap
{
    private const int Before = 2;
    private const double Strength = 0.8;

    public static ReportPlot Draw(ReportContent content) => Map(content).ToPlot();

    public static HeatMap Map(ReportContent content)
    {
        string[] order = [.. content.Comparison.BestFirst().Select(m => m.Name)];
        TopList[] lists = [.. order.Select(name => content.TopLists[content.Scores.IndexOf(name)])];
        var length = lists.Max(l => l.Entries.Length);
        var cells = new HeatCell?[order.Length, length + Before];
        for (var row = 0; row < order.Length; row++)
        {
            var (list, count) = (lists[row], lists[row].Entries.Length);
            cells[row, 0] = new(
                Count(list.Best), null, null, 0,
                $"{order[row]}: the best of its {count} has true rank {Count(list.Best)} of {Count(list.Ranked)}");
            cells[row, 1] = new(
                Count(list.ByChance), null, null, 0,
                $"the best of {count} architectures drawn at random has true rank {Count(list.ByChance)} on average");
            for (var place = 0; place < count; place++)
            {
                cells[row, place + Before] = Cell(content, order[row], list, place);
            }
        }

        return new(
            $"True ranks of the {length} best by each estimator", "One row per estimator, one column per place; coloured: truly best.",
            "estimator", [.. order.Select(content.Shown)],
            [
                ("best of them", null), ("by chance", null),
                .. Enumerable.Range(1, length).Select(p => (p.ToString(CultureInfo.InvariantCulture), (string?)null)),
            ],
            cells);
    }

    // Random scores hit the best now and then: that is no merit, and has no colour.
    private static HeatCell Cell(ReportContent content, string name, TopList list, int place)
    {
        var e = list.Entries[place];
        var isBest = e.TrueRank <= Math.Max(1, content.Options.Ratio * list.Ranked) && content.Comparison.DiffersFromChance(name);
        var tip = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, place {place + 1}: {content.Table.Texts[e.Row]}, score {e.Score:G6}, {content.TruthName} {e.Truth:G6}, true rank ")
            + $"{Count(e.TrueRank)} of {Count(list.Ranked)}";
        return new(Count(e.TrueRank), null, isBest ? PlotStyles.Density : null, Strength, tip);
    }

    private static string Count(double number) => Math.Round(number).ToString("N0", CultureInfo.InvariantCulture);
}
