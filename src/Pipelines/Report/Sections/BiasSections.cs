using System.Collections.Immutable;

namespace NasPipelines.Report.Sections;

/// <summary>What estimators prefer: by complexity and by operation.</summary>
internal static class BiasSections
{
    public static PageSection? Complexity(ReportContent content)
    {
        if (content.ComplexityBiases.IsEmpty)
        {
            return null;
        }

        DataTable data = new(
            "complexity", ["estimator", "group", "from", "to", "n", "mean rank difference", "standard error", "KD"],
            [
                .. content.Scores.SelectMany((name, i) => content.ComplexityBiases[i].Groups.Select((g, place) => (ImmutableArray<object?>)
                [
                    name, place + 1, g.From, g.To, g.Count, g.MeanRankDifference, g.StandardError,
                    g.Kendall.IsDefined ? g.Kendall.Value : double.NaN,
                ])),
            ]);
        return new(
            "complexity", "Complexity", "Bias by complexity",
            $"<p>Mean rank difference {Html.Why("rankDifference")} of each group of architectures, as a share of all: positive "
                + $"(orange) where "
                + "over-estimated, negative (blue) where under-estimated. τ is Kendall's tau inside the group.</p>"
                + PairSections.Map(ComplexityPlot.Map(content), data),
            data);
    }

    public static PageSection? Operations(ReportContent content)
    {
        if (content.Mutations.IsEmpty)
        {
            return null;
        }

        DataTable data = new(
            "operations", ["estimator", "from", "to", "pairs", "truth rises", "score rises", "bias", "standard error"],
            [
                .. content.Scores.SelectMany((name, i) => content.Mutations[i].Select(m => (ImmutableArray<object?>)
                    [name, m.From, m.To, m.Pairs, m.TruthRises.Value, m.ScoreRises.Value, m.Bias, m.BiasError])),
            ]);
        var best = content.Comparison.BestFirst().First().Name;
        var maps = content.Comparison.BestFirst().Select(m => m.Name).Select(name =>
        {
            var map = MutationPlot.Map(name, content.Mutations[content.Scores.IndexOf(name)]);
            return $"""<details{(name == best ? " open" : "")}><summary>{Html.Encode(content.Shown(name))}</summary>"""
                + $"""{PairSections.Told(Html.Scrolled(map.ToHtml(), map.Title))}</details>""";
        });
        return new(
            "operations", "Operations", "Bias by operation",
            $"""
            <p>Over all pairs of architectures that differ in one operation: how much more often (orange) or less often
            (blue) the score rises than the truth when the row's operation gives way to the column's; 
            below it, how often the truth rises.</p>
            <div class="maps">{string.Concat(maps)}</div>{Html.Downloads(data, "Bias by operation")}
            """,
            data);
    }
}
