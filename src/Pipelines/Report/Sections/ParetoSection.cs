using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Analyses;

namespace NasPipelines.Report.Sections;

/// <summary>Which architectures no other one beats in both score and cost; no section where no cost was named.</summary>
internal static class ParetoSection
{
    public static PageSection? Of(ReportContent content)
    {
        if (content.ParetoSets.IsEmpty)
        {
            return null;
        }

        DataTable data = new(
            "pareto", ["score", "architecture", "value", "cost"],
            [
                .. content.ParetoSets.SelectMany(set => set.Members.Select(m =>
                    (ImmutableArray<object?>)[set.ScoreName, m.Architecture, m.Score, m.Cost])),
            ]);
        var cost = Html.Encode(content.Options.CostColumnName!);
        var pictures = Pictured(content).Where(set => content.Draw(set) is not null)
            .Select(set => Html.Picture(narrow => content.Draw(set, narrow)!));
        return new(
            "pareto", "Pareto", $"Score against {cost}",
            $"<p>The line joins the architectures that no other one beats in both score and {cost}: by the truth, and by the score "
                + "that ranks best. Found is the share of the truly unbeaten ones that a score finds.</p>"
                + string.Concat(pictures) + Html.Table(Rows(content), $"Architectures unbeaten in score and {cost}", data),
            data);
    }

    // More pictures than of the truth and of the best score would say little that the table does not.
    private static IEnumerable<ParetoSet> Pictured(ReportContent content)
    {
        var best = content.Comparison.BestFirst().First().Name;
        return content.ParetoSets.Where(set => set.ScoreName == content.TruthName || set.ScoreName == best);
    }

    private static string Rows(ReportContent content) =>
        "<table><thead><tr><th>score</th><th>architectures</th><th>unbeaten</th><th>found</th></tr></thead><tbody>"
        + string.Concat(content.ParetoSets.Select(set => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><th scope=\"row\">{Html.Encode(set.ScoreName)}</th><td>{set.Count}</td><td>{set.Members.Length}</td>"
                + $"<td>{(set.Recall.IsDefined ? set.Recall.Value.ToString("P0", CultureInfo.InvariantCulture) : "")}</td></tr>")))
        + "</tbody></table>";
}
