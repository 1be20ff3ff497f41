using System.Buffers;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>Which order says how important a row is to <see cref="WeightedKendall"/>.</summary>
public enum ImportanceOrder
{
    /// <summary>The mean of the values for <see cref="Scores"/> and <see cref="Truth"/>; the default, as in SciPy.</summary>
    Both,

    /// <summary>By falling score, equal scores by falling truth.</summary>
    Scores,

    /// <summary>By falling truth, equal truths by falling score.</summary>
    Truth,
}

/// <summary>
/// Weighted tau (Vigna 2015): tau-b with each pair weighted by 1/(r+1) + 1/(s+1), r and s the places of its rows (0 for the most
/// important), so that mistakes among the best count most.
/// </summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance; undefined where a column is constant. Vigna, "A weighted correlation index for rankings with
/// ties" (WWW 2015).
/// </remarks>
/// <example>
/// Scores 3, 2, 1 and truth 2, 3, 1, importance by scores: weights 1, 1/2, 1/3; of the pair weights 3/2, 4/3, 5/6 the first is discordant:
/// (4/3 + 5/6 - 3/2) / (11/3) = 0.1818.
/// </example>
/// <param name="importance">Which order says how important a row is.</param>
internal sealed class WeightedKendall(ImportanceOrder importance = ImportanceOrder.Both) : CorrelationCriterion
{
    /// <summary>Which order says how important a row is.</summary>
    public ImportanceOrder Importance { get; } = importance;

    /// <inheritdoc/>
    public override string Name => Importance == ImportanceOrder.Both ? "weightedKendall" : $"weightedKendallBy{Importance}";

    /// <inheritdoc/>
    public override string Label => "w-tau";

    /// <inheritdoc/>
    public override string Description => "tau-b in which mistakes among the best count most (Vigna 2015)";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample)
    {
        var n = sample.Count;
        var weights = ArrayPool<double>.Shared.Rent(2 * n);
        var tau = Correlate(sample, sample.TruthRanksByScore, weights.AsSpan(0, n), weights.AsSpan(n, n));
        ArrayPool<double>.Shared.Return(weights);
        return tau;
    }

    // Rows are known by their place p in ascending order of (score, truth). A row with g larger truths before it, which moves to place q in
    // ascending order of (truth, score), is in 2 g + q - p discordant pairs: no pair has to be looked at twice.
    private double Correlate(RankedSample sample, ReadOnlySpan<int> truthRanks, Span<double> byScores, Span<double> byTruth)
    {
        var n = truthRanks.Length;
        double discordantByScores = 0, discordantByTruth = 0, sum = 0;
        var next = ArrayPool<int>.Shared.Rent(sample.Truth.Distinct);
        var places = ArrayPool<int>.Shared.Rent(n);
        sample.Truth.Starts[..sample.Truth.Distinct].CopyTo(next);
        for (var p = 0; p < n; p++)
        {
            byScores[p] = 1.0 / (n - p);
            sum += byScores[p];
        }

        for (var p = 0; p < n; p++)
        {
            var q = places[p] = next[truthRanks[p]]++;
            byTruth[p] = byScores[q];
            discordantByScores += byScores[p] * (q - p);
            discordantByTruth += byTruth[p] * (q - p);
        }

        var (moreByScores, moreByTruth) = WeightedInversions.Sum(truthRanks, places.AsSpan(0, n), byScores, byTruth);
        ArrayPool<int>.Shared.Return(next);
        ArrayPool<int>.Shared.Return(places);
        var total = (n - 1) * sum;
        var scores = Tau(sample, truthRanks, byScores, total, discordantByScores + 2 * moreByScores);
        var truth = Tau(sample, truthRanks, byTruth, total, discordantByTruth + 2 * moreByTruth);
        return Importance switch { ImportanceOrder.Scores => scores, ImportanceOrder.Truth => truth, _ => (scores + truth) / 2 };
    }

    private static double Tau(
        RankedSample sample, ReadOnlySpan<int> truthRanks, ReadOnlySpan<double> weights, double total, double discordant)
    {
        var (tiedScores, tiedBoth) = sample.Scores.TiedPairs == 0 ? (0, 0) : TiedInScores(sample.Scores.Starts, truthRanks, weights);
        var tiedTruth = sample.Truth.TiedPairs == 0 ? 0 : TiedInTruth(sample.Truth, truthRanks, weights);
        var surplus = total - tiedScores - tiedTruth + tiedBoth - 2 * discordant;
        return Math.Clamp(surplus / Math.Sqrt((total - tiedScores) * (total - tiedTruth)), -1, 1);
    }

    private static (double Scores, double Both) TiedInScores(
        ReadOnlySpan<int> starts, ReadOnlySpan<int> truthRanks, ReadOnlySpan<double> weights)
    {
        double tied = 0, tiedBoth = 0;
        for (var block = 0; block + 1 < starts.Length; block++)
        {
            double sum = 0, run = 0;
            var runStart = starts[block];
            for (var p = starts[block]; p < starts[block + 1]; p++)
            {
                if (truthRanks[p] != truthRanks[runStart])
                {
                    tiedBoth += run * (p - runStart - 1);
                    (run, runStart) = (0, p);
                }

                run += weights[p];
                sum += weights[p];
            }

            tiedBoth += run * (starts[block + 1] - runStart - 1);
            tied += sum * (starts[block + 1] - starts[block] - 1);
        }

        return (tied, tiedBoth);
    }

    private static double TiedInTruth(RankedColumn truth, ReadOnlySpan<int> truthRanks, ReadOnlySpan<double> weights)
    {
        double tied = 0;
        for (var p = 0; p < truthRanks.Length; p++)
        {
            tied += weights[p] * (truth.GroupSize(truthRanks[p]) - 1);
        }

        return tied;
    }
}
