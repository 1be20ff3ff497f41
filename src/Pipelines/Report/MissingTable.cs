using System.Globalization;
using System.Text;
using NasPipelines.Evaluation;

namespace NasPipelines.Report;

/// <summary>Kendall's tau under each policy for missing scores; a sentence where nothing is missing.</summary>
internal static class MissingTable
{
    public static string Write(ReportContent content) =>
        Policies(content) + string.Concat(content.Scores.Select(name => Suspicion(name, content.Table[name])));

    private static string Suspicion(string name, double[] scores) => SuspectedPlaceholder.Find(scores) is { } found
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"<p><strong>{ReportPage.Encode(name)} is {found.Value:R} for {found.Count:N0} "
                + $"architecture{(found.Count == 1 ? "" : "s")}</strong>, far below every other value: perhaps a placeholder for no score. "
                + $"It is ranked as it stands; to have it treated as missing, blank it in the table.</p>")
        : "";

    private static string Policies(ReportContent content)
    {
        var missing = content.Missing;
        if (missing.Rows.All(r => r.Dropped.Missing == 0))
        {
            return "<p>Every estimator has a score for every architecture.</p>";
        }

        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            <table><caption>Kendall's tau by policy</caption>
            <thead><tr><th scope="col">estimator</th><th scope="col">missing</th><th scope="col">coverage</th>
            <th scope="col">left out</th><th scope="col">ranked worst</th><th scope="col">only those with every score</th></tr></thead>
            <tbody>

            """);
        foreach (var row in missing.Rows)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"""<tr><th scope="row">{ReportPage.Encode(row.Dropped.Name)}</th>""")
                .Append(CultureInfo.InvariantCulture, $"<td>{row.Dropped.Missing:N0}</td><td>{row.Dropped.Coverage:0.0 %}</td>")
                .Append(CultureInfo.InvariantCulture,
                    $"<td>{Text(row.Dropped)}</td><td>{Text(row.Worst)}</td><td>{Text(row.Common)}</td></tr>\n");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<p>Kendall's tau by what becomes of architectures without a score. This "
                + $"report: {SummaryTable.Policy(content.Options.MissingScores)}. {missing.CommonCount:N0} architectures have every "
                + $"score.</p>")
            + ReportPage.Scrolled(table.Append("</tbody></table>").ToString(), "Missing scores");
    }

    private static string Text(ScoreRanking? metrics) =>
        metrics is null || double.IsNaN(metrics.Kendall) ? "–" : metrics.Kendall.ToString("0.000", CultureInfo.InvariantCulture);
}
