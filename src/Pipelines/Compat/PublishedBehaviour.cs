using System.Collections.Immutable;
using System.Globalization;

namespace NasPipelines;

/// <summary>Evaluates a ranking as a published implementation does, beside the evaluation here, with the reason for each difference.</summary>
public static class PublishedBehaviour
{
    private const string Ties = "there NumPy's unstable sort breaks ties, here the value is the expectation over random orders";

    private static readonly double[] AwNasRatios = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0];
    private static readonly double[] AwNasRankRatios = [0.001, 0.005, 0.01, 0.05, 0.1, 0.2];
    private static readonly int[] NasLibSizes = [1, 5, 10, 20, 25, 30, 50, 75, 100];
    private static readonly int[] NasLibThresholds = [10, 20];

    /// <summary>Every figure that the implementation reports for a score.</summary>
    /// <param name="mode">The implementation.</param>
    /// <param name="scores">The scores, higher is better, NaN where there is none.</param>
    /// <param name="truth">The true quality of the same architectures, higher is better, never NaN.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is unknown.</exception>
    /// <exception cref="InvalidOperationException">A truth is NaN, or every score is.</exception>
    public static ImmutableArray<CompatDifference> Compare(RankingCompat mode, ReadOnlySpan<double> scores, ReadOnlySpan<double> truth)
    {
        double[] ownScores = scores.ToArray(), ownTruth = truth.ToArray();
        var sample = EvaluationTable.Prepare("truth", ownTruth, [new("score", ownScores)], new(), []).Scores[0].Sample;
        return mode switch
        {
            RankingCompat.AwNas => AwNas(Replace(ownScores, double.IsNaN, -104110), ownTruth, sample),
            RankingCompat.NasLib => NasLib(Replace(ownScores, s => !double.IsFinite(s), -1e8), ownTruth, sample),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, $"Known are {string.Join(", ", Enum.GetNames<RankingCompat>())}."),
        };
    }

    private static ImmutableArray<CompatDifference> AwNas(double[] scores, double[] truth, RankedSample here)
    {
        const string missing = "there a missing score counts as -104110, here it is left out";
        List<CompatDifference> rows =
        [
            Row("linear", new Pearson(), scores, truth, here, missing),
            Row("kd", new KendallTauB(), scores, truth, here, missing),
            Row("spearmanr", new Spearman(), scores, truth, here, missing),
        ];
        var cut = new CutOrder(scores, truth);
        foreach (var ratio in AwNasRatios.Where(ratio => (int)(truth.Length * ratio) >= 1))
        {
            var k = (int)(truth.Length * ratio);
            Add(new PrecisionAtTop(ratio), cut.PrecisionAtTop(k));
            Add(new PrecisionAtBottom(ratio), cut.PrecisionAtBottom(k));
            Add(new KendallWithin(RankedEnd.PredictedTop, ratio), cut.KendallAtTop(k));
            Add(new KendallWithin(RankedEnd.PredictedBottom, ratio), cut.KendallAtBottom(k));
        }

        foreach (var ratio in AwNasRankRatios.Where(ratio => (int)(truth.Length * ratio) >= 1))
        {
            Add(new BestRank(ratio), cut.BestRank((int)(ratio * truth.Length)));
            Add(new WorstRank(ratio), cut.WorstRank((int)(ratio * truth.Length)));
        }

        return [.. rows];

        void Add(RatioCriterion criterion, double published) =>
            rows.Add(new(criterion.Label, published, criterion.Evaluate(here).Value, criterion is KendallWithin ? $"{Ties}, or all tied rows belong to the end; {missing}" : $"{Ties}; {missing}"));
    }

    private static ImmutableArray<CompatDifference> NasLib(double[] scores, double[] truth, RankedSample here)
    {
        const string missing = "there a score that is not finite counts as -1e8, here a missing one is left out";
        var pearson = Row("pearson", new Pearson(), scores, truth, here, $"there the sign is lost; {missing}");
        List<CompatDifference> rows =
        [
            pearson with { Published = Math.Abs(pearson.Published) },
            Row("spearman", new Spearman(), scores, truth, here, missing),
            Row("kendalltau", new KendallTauB(), scores, truth, here, missing),
            Rounded("kt_2dec", 2),
            Rounded("kt_1dec", 1),
        ];
        var cut = new CutOrder(scores, truth);
        foreach (var k in NasLibSizes)
        {
            var share = Math.Min(1, (double)k / here.Count);
            var reason = $"{Ties}; {missing}; there k may exceed n";
            Add($"p_at_top{k}", cut.PrecisionAtTop(k), new PrecisionAtTop(share), reason);
            Add($"kd_at_top{k}", cut.KendallAtTop(k), new KendallWithin(RankedEnd.PredictedTop, share), reason);
            Add($"br_at_{k}", cut.BestRank(k), new BestRank(share), reason);
        }

        foreach (var k in NasLibThresholds)
        {
            Add($"precision_{k}", ThresholdPrecision(scores, truth, k), new PrecisionAtTop(Math.Min(1, (double)k / here.Count)), "there rows tied with the next one are left out of the top k; " + missing);
        }

        return [.. rows];

        void Add(string name, double published, Criterion criterion, string reason) => rows.Add(new(name, published, criterion.Evaluate(here).Value, reason));

        CompatDifference Rounded(string name, int decimals)
        {
            double[] rounded = [.. scores.Select(s => Math.Round(s * Math.Pow(10, decimals)) / Math.Pow(10, decimals))];
            return Row(name, new KendallTauB(), rounded, truth, here, string.Create(CultureInfo.InvariantCulture, $"there the scores are rounded to {decimals} decimals; {missing}"));
        }
    }

    private static CompatDifference Row(string name, Criterion criterion, double[] scores, double[] truth, RankedSample here, string reason) =>
        new(name, criterion.Evaluate(scores, truth).Value, criterion.Evaluate(here).Value, reason);

    // Values above that at place k + 1; where n ≤ k, above the smallest.
    private static double ThresholdPrecision(double[] scores, double[] truth, int k)
    {
        double Threshold(double[] values) => values.Order().ElementAt(Math.Max(0, values.Length - k - 1));
        double scoreThreshold = Threshold(scores), truthThreshold = Threshold(truth);
        return scores.Zip(truth, (s, t) => s > scoreThreshold && t > truthThreshold).Count(both => both) / (double)k;
    }

    private static double[] Replace(double[] scores, Predicate<double> missing, double by) => Array.ConvertAll(scores, s => missing(s) ? by : s);
}
