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
                + PairSections.Map(TopMap.Map(content), data) + lists,
            data);
    }

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

        var name = Html.Encode(content.Shown(content.Scores[score]));
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
}
