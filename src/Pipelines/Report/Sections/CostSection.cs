using System.Collections.Immutable;
using NasPipelines.Evaluation;

namespace NasPipelines.Report.Sections;

/// <summary>Quality against cost; no section where no costs were given.</summary>
internal static class CostSection
{
    public static PageSection? Of(ReportContent content)
    {
        if (CostPlot.Draw(content) is null)
        {
            return null;
        }

        var seconds = content.Seconds;
        ScoreRanking[] known = [.. content.Comparison.BestFirst().Where(m => seconds.ContainsKey(m.Name))];
        DataTable data = new(
            "costs", ["estimator", "seconds per architecture", .. DataTable.IntervalOf("KD")],
            [
                .. known.Select(m => (ImmutableArray<object?>)
                    [m.Name, seconds[m.Name], .. DataTable.Cells(content.Comparison.Intervals(m.Name)[0].Value)]),
            ]);
        return new(
            "cost", "Cost", "Quality against cost",
            "<p>The dashed line joins the estimators that no other one beats in both.</p>"
                + Html.Picture(narrow => CostPlot.Draw(content, narrow)!) + Html.Downloads(data, "Quality against cost"),
            data);
    }
}
