using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report.Sections;

/// <summary>The report's table: a row per estimator, intervals in every cell, baselines among them.</summary>
internal static class SummarySection
{
    public static PageSection Of(ReportContent content)
    {
        var comparison = content.Comparison;
        var criteria = comparison.Evaluation[0].Values.Select(v => v.Key).ToList();
        var table = new StringBuilder();
        table.Append("""
            <table class="sortable"><caption>Estimators and baselines</caption>
            <thead><tr>
            """);
        Head(table, "estimator", "");
        Head(table, "n", "n");
        Head(table, "coverage", "coverage");
        for (var c = 0; c < criteria.Count; c++)
        {
            Head(table, criteria[c].Label, criteria[c].Name);
        }

        table.Append("</tr></thead>\n<tbody>\n");
        foreach (var metrics in comparison.FreeFirst())
        {
            Row(table, content, metrics);
        }

        table.Append("</tbody></table>");
        var data = Data(content, criteria);
        var confidence = content.Options.Bootstrap.Confidence.ToString("0.# %", CultureInfo.InvariantCulture);
        var body = Html.Text(
            $"<p>In brackets the {confidence} interval {Html.Why("interval")} over {content.Options.Bootstrap.Resamples:N0} bootstrap ")
            + $"resamples. Missing scores: {MissingSection.Policy(content.Options.MissingScores)}. The free scores come first; what does "
            + $"not beat the best of them {Html.Why("free")} by more than chance says so. Press a heading to sort. Grey: no evidence, "
            + $"since the score is not different from chance {Html.Why("chance")} or the value rests on fewer than {Evidence.Enough} "
            + $"architectures.</p>{Html.Table(table.ToString(), "Summary table", data)}"
            + "<p class=\"note\">The intervals say how far a value would move with other architectures of this space. They do not hold the "
            + "noise of the truth, nor that of the estimator's seed.</p>";
        return new("summary", "Summary", "Summary", body, data);
    }

    private static void Row(StringBuilder table, ReportContent content, ScoreRanking metrics)
    {
        var name = Html.Encode(metrics.Name);
        var differs = content.Comparison.DiffersFromChance(metrics.Name);
        var tag = (content.Free.Contains(metrics.Name) ? "<span class=\"tag\">baseline</span>" : "")
            + (content.Comparison.BeatsBaseline(metrics.Name) == false
                ? $"<span class=\"tag\">does not beat {Html.Encode(content.Comparison.Baseline!)}</span>" : "")
            + (content.Comparison.Doubt(metrics.Name) is { } doubt ? $"<span class=\"tag\">{doubt}</span>" : "");
        table.Append(CultureInfo.InvariantCulture, $"""<tr><th scope="row" data-value="{name}">{name}{tag}</th>""");
        Cell(table, metrics.Count, metrics.Count.ToString("N0", CultureInfo.InvariantCulture), weak: false);
        Cell(table, metrics.Coverage, metrics.Coverage.ToString("0.0 %", CultureInfo.InvariantCulture), weak: false);
        foreach (var (criterion, interval) in content.Comparison.Intervals(metrics.Name))
        {
            var basis = Evidence.Basis(metrics, criterion);
            var rests = criterion is RatioCriterion && !double.IsNaN(interval.Value) ? Html.Text($"<small>n = {basis:N0}</small>") : "";
            var range = double.IsNaN(interval.Lower) ? "" : $" <small>[{Text(interval.Lower)}, {Text(interval.Upper)}]</small>";
            Cell(
                table, interval.Value, double.IsNaN(interval.Value) ? "–" : Text(interval.Value) + range + rests,
                weak: !differs || basis < Evidence.Enough);
        }

        table.Append("</tr>\n");
    }

    private static DataTable Data(ReportContent content, List<Criterion> criteria) => new(
        "estimators",
        [
            "estimator", "free", "beats the best free score", "n", "missing", "coverage", "differs from chance", "chance p corrected",
            .. criteria.SelectMany(c => (IEnumerable<string>)[.. DataTable.IntervalOf(c.Label), c.Label + " n"]),
        ],
        [
            .. content.Comparison.FreeFirst().Select(m => (ImmutableArray<object?>)
            [
                m.Name, content.Free.Contains(m.Name), content.Comparison.BeatsBaseline(m.Name), m.Count, m.Missing, m.Coverage,
                content.Comparison.DiffersFromChance(m.Name),
                content.Comparison.Chance.First(c => c.Score == m.Name).AdjustedPValue,
                .. content.Comparison.Intervals(m.Name).SelectMany(
                    i => (IEnumerable<object?>)[.. DataTable.Cells(i.Value), Evidence.Basis(m, i.Key)]),
            ]),
        ]);

    private static void Head(StringBuilder table, string text, string word) => table.Append(
        CultureInfo.InvariantCulture,
        $"""<th scope="col"><button type="button" class="sort">{Html.Encode(text)}</button>{Html.Why(word)}</th>""");

    private static string Text(double value) => PlotText.Number(value);

    private static void Cell(StringBuilder table, double value, string text, bool weak)
    {
        var sorted = double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
        table.Append(CultureInfo.InvariantCulture, $"""<td{(weak ? " class=\"weak\"" : "")} data-value="{sorted}">{text}</td>""");
    }
}
