using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasPipelines.Evaluation;

namespace NasPipelines.Report.Sections;

/// <summary>Kendall's tau under each policy for missing scores; no section where nothing is missing.</summary>
internal static class MissingSection
{
    public static PageSection? Of(ReportContent content)
    {
        var missing = content.Missing;
        if (missing.Rows.All(r => r.Dropped.Missing == 0))
        {
            return null;
        }

        var table = new StringBuilder();
        table.Append("""
            <table><caption>Kendall's tau by policy</caption>
            <thead><tr><th scope="col">estimator</th><th scope="col">missing</th><th scope="col">coverage</th>
            <th scope="col">left out</th><th scope="col">ranked worst</th><th scope="col">only those with every score</th></tr></thead>
            <tbody>

            """);
        foreach (var row in missing.Rows)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"""<tr><th scope="row">{Html.Encode(row.Dropped.Name)}</th><td>{row.Dropped.Missing:N0}</td>""")
                .Append(CultureInfo.InvariantCulture, $"<td>{row.Dropped.Coverage:0.0 %}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{Text(row.Dropped)}</td><td>{Text(row.Worst)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{Text(row.Common)}</td></tr>\n");
        }

        DataTable data = new(
            "missing", ["estimator", "missing", "coverage", "left out", "ranked worst", "only those with every score"],
            [
                .. missing.Rows.Select(r => (ImmutableArray<object?>)
                    [r.Dropped.Name, r.Dropped.Missing, r.Dropped.Coverage, r.Dropped.Kendall, r.Worst.Kendall, r.Common?.Kendall]),
            ]);
        var body = Html.Text($"<p>Kendall's tau by what becomes of architectures without a score {Html.Why("missing")}. This ")
            + $"report: {Policy(content.Options.MissingScores)}. "
            + Html.Text($"{missing.CommonCount:N0} architectures have every score.</p>")
            + Html.Table(table.Append("</tbody></table>").ToString(), "Missing scores", data);
        return new("missing", "Missing", "Missing scores", body, data);
    }

    public static string Policy(MissingScores policy) => policy switch
    {
        MissingScores.Drop => "left out",
        MissingScores.Worst => "ranked below every other",
        _ => "none allowed",
    };

    private static string Text(ScoreRanking? metrics) => PlotText.Number(metrics?.Kendall ?? double.NaN);
}
