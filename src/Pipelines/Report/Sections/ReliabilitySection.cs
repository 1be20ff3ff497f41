using System.Collections.Immutable;
using System.Text;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report.Sections;

/// <summary>What of each score is the draw of its seed; no section where there are no scores of several seeds.</summary>
internal static class ReliabilitySection
{
    public static PageSection? Of(ReportContent content)
    {
        (string Name, SeedReliability Reliability)[] rows =
        [
            .. content.Comparison.BestFirst().Where(m => content.Reliability.ContainsKey(m.Name))
                .Select(m => (m.Name, content.Reliability[m.Name])),
        ];
        if (rows.Length == 0)
        {
            return null;
        }

        var table = new StringBuilder();
        table.Append("""
            <table><caption>Scores of several seeds</caption>
            <thead><tr><th scope="col">estimator</th><th scope="col">seeds</th><th scope="col">n</th>
            <th scope="col">KD between seeds</th><th scope="col">SpearmanR between seeds</th><th scope="col">KD of one seed</th>
            <th scope="col">KD without their noise</th><th scope="col">share explained</th></tr></thead>
            <tbody>

            """);
        foreach (var (name, r) in rows)
        {
            table.Append(Html.Text($"<tr><th scope=\"row\">{Html.Encode(name)}</th><td>{r.Seeds}</td><td>{r.Rows:N0}</td>"))
                .Append(Html.Text($"<td>{PlotText.Number(r.Kendall.Value)}</td><td>{PlotText.Number(r.Spearman.Value)}</td>"))
                .Append(Html.Text($"<td>{PlotText.Number(r.TruthKendall.Value)}</td><td>{PlotText.Number(r.NoiselessKendall.Value)}</td>"))
                .Append(Html.Text($"<td>{PlotText.Number(r.ExplainedShare.Value)}</td></tr>\n"));
        }

        DataTable data = new(
            "reliability",
            ["estimator", "seeds", "n", "KD between seeds", "SpearmanR between seeds", "KD of one seed", "KD without their noise",
                "share explained"],
            [
                .. rows.Select(row => (ImmutableArray<object?>)
                [
                    row.Name, row.Reliability.Seeds, row.Reliability.Rows, row.Reliability.Kendall.Value, row.Reliability.Spearman.Value,
                    row.Reliability.TruthKendall.Value, row.Reliability.NoiselessKendall.Value, row.Reliability.ExplainedShare.Value,
                ]),
            ]);
        var body = $"<p>How far scores of other seeds rank alike {Html.Why("reliability")}, and how much of a score's disagreement with "
            + "the truth is the draw of its seed.</p>" + Html.Table(table.Append("</tbody></table>").ToString(), "Reliability", data);
        return new("reliability", "Reliability", "Reliability between seeds", body, data);
    }
}
