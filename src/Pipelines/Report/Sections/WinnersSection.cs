using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NasPipelines.Report.Sections;

/// <summary>Whether estimators tell the best architectures from each other: a panel each, with bands and numbers.</summary>
internal static class WinnersSection
{
    public static PageSection? Of(ReportContent content)
    {
        if (!content.Winners.SelectMany(w => w).Any(p => p.Share < 1 && p.IsDrawn))
        {
            return null; // too few architectures to have winners
        }

        string[] order = [.. content.Comparison.BestFirst().Select(m => m.Name)];
        DataTable data = new(
            "winners", ["estimator", "truly best share", "n", .. DataTable.IntervalOf("KD")],
            [
                .. order.SelectMany(name => content.Winners[content.Scores.IndexOf(name)].Select(p =>
                    (ImmutableArray<object?>)[name, p.Share, p.Count, p.Kendall, p.Lower, p.Upper])),
            ]);
        var panels = string.Concat(order.Select(name =>
            $"<div>{WinnerPanel.Draw(content, content.Scores.IndexOf(name)).ToInlineSvg()}</div>"));
        return new(
            "winners", "Winners", "Picking winners",
            $"""
            <p>An estimator can rank the whole space well and its best architectures not at all. Kendall's tau {Html.Why("kendall")}
            inside the truly best share {Html.Why("topShare")} with its band {Html.Why("interval")}; dashed: the best free score
            {Html.Why("free")}. A hollow point is no evidence: its band holds 0, or it rests on fewer than {Evidence.Enough}
            architectures; fewer than {TauBand.Fewest} have no point. Choose one by pointer, finger or arrow keys to read it.</p>
            {PairSections.Told($"<div class=\"panels\">{panels}</div>")}
            <details><summary>As a table</summary>{Html.Scrolled(Table(content, order), "Picking winners")}</details>
            {Html.Downloads(data, "Picking winners")}
            """,
            data);
    }

    private static string Table(ReportContent content, string[] order)
    {
        var table = new StringBuilder("<table><caption>Kendall's tau inside the truly best share</caption><thead><tr><th "
            + "scope=\"col\">estimator</th>");
        foreach (var p in content.Winners[0])
        {
            table.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{PlotText.Percent(p.Share)}</th>");
        }

        table.Append("</tr></thead>\n<tbody>\n");
        foreach (var name in order)
        {
            var differs = content.Comparison.DiffersFromChance(name);
            table.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(name)}</th>");
            foreach (var p in content.Winners[content.Scores.IndexOf(name)])
            {
                var range = double.IsNaN(p.Lower) ? "" : $" <small>[{PlotText.Number(p.Lower)}, {PlotText.Number(p.Upper)}]</small>";
                var weak = p.IsWeak || !differs ? " class=\"weak\"" : "";
                table.Append(CultureInfo.InvariantCulture, $"<td{weak}>{PlotText.Number(p.Kendall)}{range}")
                    .Append(CultureInfo.InvariantCulture, $"<small>n = {p.Count:N0}</small></td>");
            }

            table.Append("</tr>\n");
        }

        return table.Append("</tbody></table>").ToString();
    }
}
