using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasPipelines.Combinations;

namespace NasPipelines.Report.Sections;

/// <summary>What learned predictors reach with few labels, and what they rest on; no section where none was learned.</summary>
internal static class LearningSection
{
    public static PageSection? Of(ReportContent content)
    {
        var curves = content.Options.LearningCurves;
        if (curves.Count == 0)
        {
            return null;
        }

        DataTable points = new(
            "learning", ["predictor", "labels", "repetitions", .. DataTable.IntervalOf("KD"), "settings"],
            [
                .. curves.SelectMany(curve => curve.Points.Select(p => (ImmutableArray<object?>)
                    [curve.Name, p.Labels, curve.Repetitions, .. DataTable.Cells(p.Kendall), $"{p.Chosen}"])),
            ]);
        DataTable features = new(
            "importance", ["predictor", "feature", "share of the gain"],
            [
                .. curves.SelectMany(curve => curve.Importance.Select(f => (ImmutableArray<object?>)[curve.Name, f.Key, f.Value])),
            ]);
        return new(
            "learning", "Learned", "What learning adds",
            "<p>A predictor learns the order of architectures from some that have a label, and is judged on all others "
                + $"{Html.Why("learning")}. The scores above need no label.</p>"
                + string.Concat(curves.Select(curve => Html.Picture(narrow => LearningPlot.Draw(content, curve, narrow))))
                + Html.Table(Table(curves), "Learned predictors", points)
                + $"<h3>What they rest on</h3>\n<p>The share of the gain of all splits that is of splits by a feature "
                + Html.Text($"{Html.Why("importance")}, with the most labels; at most {ImportancePlot.Most} features are drawn.</p>")
                + string.Concat(curves.Select(curve => Html.Picture(narrow => ImportancePlot.Draw(curve, narrow))))
                + Html.Downloads(features, "Importance of features"),
            points, features);
    }

    private static string Table(IReadOnlyList<LearningCurve> curves)
    {
        var table = new StringBuilder("<table><caption>Kendall's tau on all other architectures</caption><thead><tr>"
            + "<th scope=\"col\">predictor</th><th scope=\"col\">labels</th><th scope=\"col\">KD</th>"
            + "<th scope=\"col\" class=\"text\">settings, chosen most often</th></tr></thead>\n<tbody>\n");
        foreach (var curve in curves)
        {
            foreach (var (labels, tau, chosen) in curve.Points)
            {
                table.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(curve.Name)}</th><td>{labels:N0}</td>")
                    .Append(CultureInfo.InvariantCulture, $"<td>{tau}</td><td class=\"text\">{Html.Encode($"{chosen}")}</td></tr>\n");
            }
        }

        return table.Append("</tbody></table>").ToString();
    }
}
