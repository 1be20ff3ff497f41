using System.Collections.Immutable;
using NasPipelines.Ranking;

namespace NasPipelines.Compat;

/// <summary>The figures of aw_nas.</summary>
internal static class AwNas
{
    private const double Missing = -104110;
    private const string Filled = "there a missing score counts as -104110, here it is left out";

    private static readonly double[] Ratios = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0];
    private static readonly double[] RankRatios = [0.001, 0.005, 0.01, 0.05, 0.1, 0.2];

    public static ImmutableArray<CompatDifference> Compare(double[] truth, double[] scores)
    {
        double[] filled = Array.ConvertAll(scores, s => double.IsNaN(s) ? Missing : s);
        var figures = new Figures(truth, scores, filled);
        figures.Add("linear", "pearson", Filled);
        figures.Add("kd", "kendall", Filled);
        figures.Add("spearmanr", "spearman", Filled);
        var cut = new CutOrder(truth, filled);
        foreach (var ratio in Ratios.Where(ratio => (int)(truth.Length * ratio) >= 1))
        {
            var k = (int)(truth.Length * ratio);
            Add(Criteria.PrecisionAtTop(ratio), cut.PrecisionAtTop(k));
            Add(Criteria.PrecisionAtBottom(ratio), cut.PrecisionAtBottom(k));
            Add(Criteria.KendallWithin(RankedEnd.PredictedTop, ratio), cut.KendallAtTop(k), ", or all tied rows belong to the end");
            Add(Criteria.KendallWithin(RankedEnd.PredictedBottom, ratio), cut.KendallAtBottom(k), ", or all tied rows belong to the end");
        }

        foreach (var ratio in RankRatios.Where(ratio => (int)(truth.Length * ratio) >= 1))
        {
            var k = (int)(ratio * truth.Length);
            Add(Criteria.BestRank(ratio), cut.BestRank(k));
            Add(Criteria.WorstRank(ratio), cut.WorstRank(k));
        }

        return figures.Compare();

        void Add(Criterion criterion, double published, string more = "") =>
            figures.Add(criterion.Label, published, criterion, $"{CutOrder.Ties}{more}; {Filled}");
    }
}
