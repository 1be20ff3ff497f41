using System.Collections.Immutable;

namespace NasPipelines.Report.Sections;

/// <summary>The answer in words, the picture that shows it, and what to beware of.</summary>
internal static class VerdictSection
{
    public static PageSection Of(ReportContent content)
    {
        var comparison = content.Comparison;
        DataTable data = new("alerts", ["alert"], [.. comparison.Alerts.Select(a => (ImmutableArray<object?>)[a])]);
        var alerts = comparison.Alerts.IsEmpty
            ? "<p class=\"note\">Nothing was found.</p>"
            : $"<ul class=\"alerts\">{string.Concat(comparison.Alerts.Select(a => $"<li>{Html.Encode(a)}</li>"))}</ul>"
                + Html.Downloads(data, "Alerts");
        var picture = Html.Picture(narrow => ForestPlot.Draw(content, narrow));
        return new(
            "verdict", "Verdict", "Verdict",
            $"""
            <p class="sentence">{Html.Encode(comparison.Verdict)}</p>
            <div class="lead">
            <div><p class="note">Kendall's tau {Html.Why("kendall")} of each estimator with its interval {Html.Why("interval")}; dashed: the
            best free score {Html.Why("free")}; hollow and grey: not different from chance {Html.Why("chance")}.</p>{picture}</div>
            <div><h3>To beware of</h3>{alerts}</div>
            </div>
            """,
            data);
    }
}
