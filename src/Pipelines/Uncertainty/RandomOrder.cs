using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Uncertainty;

/// <summary>What Kendall's tau does where scores and truth have nothing to do with each other.</summary>
internal static class RandomOrder
{
    /// <summary>
    /// Two-sided p-value of the surplus of concordant pairs under random orders of the scores, with the exact variance for ties (Kendall
    /// 1970, 4.4) and correction for continuity; NaN where a column is constant.
    /// </summary>
    public static double PValue(RankedSample sample)
    {
        if (sample.Count < 3 || sample.WhyNoCorrelation() is not null)
        {
            return double.NaN;
        }

        return StudentT.TwoSided(
            Math.Max(0, Math.Abs((double)sample.Pairs.Surplus) - 1) / Math.Sqrt(Variance(sample)), sample.Count - 1);
    }

    /// <summary>Standard deviation of tau-b under random orders.</summary>
    public static double StandardDeviation(RankedSample sample)
    {
        var pairs = sample.Pairs;
        return Math.Sqrt(
            Variance(sample) / ((double)(pairs.Total - pairs.TiedInScores) * (pairs.Total - pairs.TiedInTruth)));
    }

    private static double Variance(RankedSample sample)
    {
        double n = sample.Count;
        var (scores, truth) = (Sums(sample.Scores), Sums(sample.Truth));
        return (((n * (n - 1) * ((2 * n) + 5)) - scores.Spread - truth.Spread) / 18)
            + (scores.Pairs * truth.Pairs / (2 * n * (n - 1)))
            + (n > 2 ? scores.Triples * truth.Triples / (9 * n * (n - 1) * (n - 2)) : 0);
    }

    private static (double Spread, double Pairs, double Triples) Sums(RankedColumn column)
    {
        double spread = 0, pairs = 0, triples = 0;
        for (var rank = 0; rank < column.Distinct; rank++)
        {
            double t = column.GroupSize(rank);
            spread += t * (t - 1) * ((2 * t) + 5);
            pairs += t * (t - 1);
            triples += t * (t - 1) * (t - 2);
        }

        return (spread, pairs, triples);
    }
}
