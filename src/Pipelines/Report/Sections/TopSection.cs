using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NasPipelines.Report.Sections;

/// <summary>The ten architectures that each estimator places highest, with their true ranks.</summary>
internal static class TopSection
{
    public static PageSection Of(ReportContent content)
    {
        DataTable data = new(
            "top10", ["estimator", "place", "architecture", "score", "truth", "true rank", "of"],
            [
                .. content.Scores.SelectMany((name, i) => content.TopLists[i].Entries.Select((e, place) => (ImmutableArray<object?>)
                    [name, place + 1, content.Table.Texts[e.Row], e.Score, e.Truth, e.TrueRank, content.TopLists[i].Ranked])),
            ]);
        var lists = string.Concat(content.Comparison.BestFirst().Select(m => List(content, content.Scores.IndexOf(m.Name))));
        return new(
            "top", "Ten best", "The ten best by each",
            $"<p>The true rank {Html.Why("trueRank")} of the architectures that each estimator places first to tenth; coloured: among the "
                + $"truly best {PlotText.Percent(content.Options.Ratio)}. {PairSections.Choose}</p>"
                + PairSections.Map(Map(content), data) + lists,
            data);
    }

    private static HeatMap Map(ReportContent content)
    {
        string[] order = [.. content.Comparison.BestFirst().Select(m => m.Name)];
        TopList[] lists = [.. order.Select(name => content.TopLists[content.Scores.IndexOf(name)])];
        var length = lists.Max(l => l.Entries.Length);
        var cells = new HeatCell?[order.Length, length + 2];
        for (var row = 0; row < order.Length; row++)
        {
            var list = lists[row];
            cells[row, 0] = Cell(list.Best, list, $"{order[row]}: the best of its {list.Entries.Length} has true rank "
                + $"{Count(list.Best)} of "
                + Count(list.Ranked), content.Options.Ratio);
            cells[row, 1] = new(
                Count(Math.Round(list.ByChance)), null, null, 0,
                $"{list.Entries.Length} architectures drawn at random hold true rank {Count(Math.Round(list.ByChance))} on average");
            for (var place = 0; place < list.Entries.Length; place++)
            {
                var e = list.Entries[place];
                cells[row, place + 2] = Cell(e.TrueRank, list, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{order[row]}, place {place + 1}: {content.Table.Texts[e.Row]}, score {e.Score:G6}, {content.TruthName} "
                        + $"{e.Truth:G6}, ")
                    + $"true rank {Count(e.TrueRank)} of {Count(list.Ranked)}", content.Options.Ratio);
            }
        }

        return new(
            $"True ranks of the {length} best by each estimator", "One row per estimator, one column per place.", "estimator", [.. order],
            [
                ("best of them", null), ("by chance", null),
                .. Enumerable.Range(1, length).Select(p => (p.ToString(CultureInfo.InvariantCulture), (string?)null)),
            ],
            cells);
    }

    private static HeatCell Cell(int rank, TopList list, string tip, double best) => new(
        Count(rank), null, rank <= Math.Max(1, best * list.Ranked) ? PlotStyles.Density : null, 0.8, tip);

    private static string List(ReportContent content, int score)
    {
        var list = content.TopLists[score];
        var rows = new StringBuilder();
        for (var place = 0; place < list.Entries.Length; place++)
        {
            var e = list.Entries[place];
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{place + 1}</th><td>{e.TrueRank:N0}</td><td>{e.Truth:G6}</td><td>{e.Score:G6}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"text\">{Html.Encode(content.Table.Texts[e.Row])}</td></tr>\n");
        }

        var name = Html.Encode(content.Scores[score]);
        var ties = list.Tied > 0
            ? Html.Text($"<p class=\"note\">{list.Tied:N0} architectures share the last score: which of them stand here is the table's ")
                + "order.</p>"
            : "";
        var table = $"""
            <table><caption>The best by {name}</caption><thead><tr><th scope="col">place</th><th scope="col">true rank</th>
            <th scope="col">{Html.Encode(content.TruthName)}</th><th scope="col">score</th>
            <th scope="col" class="text">architecture</th></tr></thead>
            <tbody>{rows}</tbody></table>
            """;
        return $"<details><summary>{name}: its {list.Entries.Length} architectures</summary>{ties}"
            + $"{Html.Scrolled(table, $"The best by {content.Scores[score]}")}</details>";
    }

    private static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
