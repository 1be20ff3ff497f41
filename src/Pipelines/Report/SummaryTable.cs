using System.Globalization;
using System.Text;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>The report's table: a row per estimator, intervals in every cell, baselines among them.</summary>
internal static class SummaryTable
{
    public static string Write(ReportContent content)
    {
        var bootstrap = content.Bootstrap;
        var reference = content.Baselines.FirstOrDefault();
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            <table class="sortable"><caption>Estimators and baselines</caption>
            <thead><tr>
            """);
        Head(table, "estimator");
        Head(table, "n");
        Head(table, "coverage");
        var criteria = bootstrap.Criteria.ToList();
        for (var c = 0; c < criteria.Count; c++)
        {
            var what = criteria[c] is PartialKendall ? $" (tau left when {content.Options.ComplexityColumnName} is held fixed)" : "";
            Head(table, criteria[c].Label, criteria[c].Name + what, c == 0 ? "descending" : null);
        }

        if (reference is not null)
        {
            Head(table, $"KD − {reference}", $"difference of Kendall's tau to the baseline {reference}, on the same resamples");
        }

        table.Append("</tr></thead>\n<tbody>\n");
        var bestFirst = bootstrap.Evaluation.OrderByDescending(m => double.IsNaN(m.Kendall) ? double.NegativeInfinity : m.Kendall).ThenBy(
            m => m.Name, StringComparer.Ordinal);
        foreach (var metrics in bestFirst)
        {
            var tag = content.Baselines.Contains(metrics.Name) ? "<span class=\"tag\">baseline</span>" : "";
            table.Append(
                CultureInfo.InvariantCulture,
                $"""<tr><th scope="row" data-value="{ReportPage.Encode(metrics.Name)}">{ReportPage.Encode(metrics.Name)}{tag}</th>""");
            Cell(table, metrics.Count, metrics.Count.ToString("N0", CultureInfo.InvariantCulture));
            Cell(table, metrics.Coverage, metrics.Coverage.ToString("0.0 %", CultureInfo.InvariantCulture));
            foreach (var (_, interval) in bootstrap.Intervals(metrics.Name))
            {
                Cell(table, interval);
            }

            if (reference is not null)
            {
                Cell(table, bootstrap.Compare(metrics.Name, reference)[0].Difference, "+0.000;-0.000;0");
            }

            table.Append("</tr>\n");
        }

        table.Append("</tbody></table>");
        var confidence = content.Options.Bootstrap.Confidence.ToString("0.# %", CultureInfo.InvariantCulture);
        return $"<p>In brackets the {confidence} interval of {content.Options.Bootstrap.Resamples} bootstrap resamples. Missing "
            + $"scores: {Policy(content.Options.MissingScores)}. Press a heading to sort.</p>"
            + ReportPage.Scrolled(table.ToString(), "Summary table")
            + "<p class=\"note\">The intervals say how far a value would move with other architectures of this space. They do not hold the "
            + "noise of the truth, nor that of the estimator's seed.</p>";
    }

    public static string Policy(MissingScores policy) => policy switch
    {
        MissingScores.Drop => "left out",
        MissingScores.Worst => "ranked below every other",
        _ => "none allowed",
    };

    private static void Head(StringBuilder table, string text, string? what = null, string? sorted = null) =>
        table.Append(CultureInfo.InvariantCulture,
            $"""<th scope="col"{(sorted is null ? "" : $" aria-sort=\"{sorted}\"")}"""
                + $"""{(what is null ? "" : $" title=\"{ReportPage.Encode(what)}\"")}><button """
                + $"""type="button">{ReportPage.Encode(text)}</button></th>""");

    private static void Cell(StringBuilder table, CriterionInterval interval, string format = "0.000")
    {
        string Text(double v) => Math.Round(v, 3).ToString(format, CultureInfo.InvariantCulture); // else a format with signs writes -+0.000
        var range = double.IsNaN(interval.Lower) ? "" : $" <small>[{Text(interval.Lower)}, {Text(interval.Upper)}]</small>";
        Cell(table, interval.Value, double.IsNaN(interval.Value) ? "–" : Text(interval.Value) + range);
    }

    private static void Cell(StringBuilder table, double value, string text) =>
        table.Append(
            CultureInfo.InvariantCulture,
            $"""<td data-value="{(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture))}">{text}</td>""");
}
