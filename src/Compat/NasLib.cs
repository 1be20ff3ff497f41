using System.Collections.Immutable;
using NasPipelines.Ranking;

namespace NasPipelines.Compat;

/// <summary>The figures of NASLib.</summary>
internal static class NasLib
{
    private const double Missing = -1e8;
    private const string Filled = "there a score that is not finite counts as -1e8, here a missing one is left out";

    private static readonly int[] Sizes = [1, 5, 10, 20, 25, 30, 50, 75, 100];
    private static readonly int[] Thresholds = [10, 20];

    public static ImmutableArray<CompatDifference> Compare(double[] truth, double[] scores)
    {
        double[] filled = Array.ConvertAll(scores, s => double.IsFinite(s) ? s : Missing);
        var here = scores.Count(s => !double.IsNaN(s));
        var figures = new Figures(truth, scores, filled);
        figures.Add(
            "pearson", Math.Abs(figures.Published("pearson", filled)), Criteria.Get("pearson"), $"there the sign is lost; {Filled}");
        figures.Add("spearman", "spearman", Filled);
        figures.Add("kendalltau", "kendall", Filled);
        AddRounded("kt_2dec", 2);
        AddRounded("kt_1dec", 1);
        var cut = new CutOrder(truth, filled);
        foreach (var k in Sizes)
        {
            var share = Math.Min(1, (double)k / here);
            var reason = $"{CutOrder.Ties}; {Filled}; there k may exceed n";
            figures.Add($"p_at_top{k}", cut.PrecisionAtTop(k), Criteria.PrecisionAtTop(share), reason);
            figures.Add($"kd_at_top{k}", cut.KendallAtTop(k), Criteria.KendallWithin(RankedEnd.PredictedTop, share), reason);
            figures.Add($"br_at_{k}", cut.BestRank(k), Criteria.BestRank(share), reason);
        }

        foreach (var k in Thresholds)
        {
            figures.Add(
                $"precision_{k}",
                ThresholdPrecision(truth, filled, k),
                Criteria.PrecisionAtTop(Math.Min(1, (double)k / here)),
                "there rows tied with the next one are left out of the top k; " + Filled);
        }

        return figures.Compare();

        void AddRounded(string name, int decimals)
        {
            double[] rounded = [.. filled.Select(s => Math.Round(s * Math.Pow(10, decimals)) / Math.Pow(10, decimals))];
            figures.Add(
                name,
                figures.Published("kendall", rounded),
                Criteria.Get("kendall"),
                FormattableString.Invariant($"there the scores are rounded to {decimals} decimals; {Filled}"));
        }
    }

    // Values above that at place k + 1; where n ≤ k, above the smallest.
    private static double ThresholdPrecision(double[] truth, double[] scores, int k)
    {
        double Threshold(double[] values) => values.Order().ElementAt(Math.Max(0, values.Length - k - 1));
        double scoreThreshold = Threshold(scores), truthThreshold = Threshold(truth);
        return scores.Zip(truth, (s, t) => s > scoreThreshold && t > truthThreshold).Count(both => both) / (double)k;
    }
}
