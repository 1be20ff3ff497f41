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
        var weights = ArrayPool<double>.Shared.Rent(sample.Count);
        var sum = Weights(weights.AsSpan(0, sample.Count));
        var tau = Correlate(sample, weights.AsSpan(0, sample.Count), (sample.Count - 1) * sum);
        ArrayPool<double>.Shared.Return(weights);
        return tau;
    }

    // The weight of each place in ascending order, and their sum.
    private static double Weights(Span<double> weights)
    {
        double sum = 0;
        for (var p = 0; p < weights.Length; p++)
        {
            weights[p] = 1.0 / (weights.Length - p);
            sum += weights[p];
        }

        return sum;
    }

    // A row with g larger truths before it, at place p by (score, truth) and q by (truth, score), is in 2 g + q - p discordant pairs: no
    // pair has to be looked at twice.
    private double Correlate(RankedSample sample, ReadOnlySpan<double> weights, double total)
    {
        ReadOnlySpan<int> places = sample.Places.TruthPlaces, larger = sample.Places.LargerBefore;
        double byScores = 0, byTruth = 0;
        for (var p = 0; p < places.Length; p++)
        {
            var q = places[p];
            var discordant = 2 * larger[p] + q - p;
            byScores += weights[p] * discordant;
            byTruth += weights[q] * discordant;
        }

        var (tiesByScores, tiesByTruth) = sample.Scores.TiedPairs == 0 && sample.Truth.TiedPairs == 0 ? default : Ties(sample, weights);
        double scores = Tau(total, byScores, tiesByScores), truth = Tau(total, byTruth, tiesByTruth);
        return Importance switch { ImportanceOrder.Scores => scores, ImportanceOrder.Truth => truth, _ => (scores + truth) / 2 };
    }

    private static double Tau(double total, double discordant, Tied tied)
    {
        var surplus = total - tied.InScores - tied.InTruth + tied.InBoth - 2 * discordant;
        return Math.Clamp(surplus / Math.Sqrt((total - tied.InScores) * (total - tied.InTruth)), -1, 1);
    }

    // The weights of tied pairs: of each row as often as there are others like it.
    private static (Tied ByScores, Tied ByTruth) Ties(RankedSample sample, ReadOnlySpan<double> weights)
    {
        var rows = sample.Places;
        ReadOnlySpan<int> scoreStarts = sample.Scores.Starts, truthStarts = sample.Truth.Starts, places = rows.TruthPlaces;
        ReadOnlySpan<int> scoreRanks = rows.ScoreRanks, truthRanks = rows.TruthRanks;
        Tied byScores = default, byTruth = default;
        int run = 0, lastScore = -1, lastTruth = -1;
        double earlierByScores = 0, earlierByTruth = 0; // of the rows of the run of rows that are equal in both
        for (var p = 0; p < places.Length; p++)
        {
            int score = scoreRanks[p], truth = truthRanks[p];
            double like = scoreStarts[score + 1] - scoreStarts[score] - 1, real = truthStarts[truth + 1] - truthStarts[truth] - 1;
            double w = weights[p], v = weights[places[p]];
            var same = RankBits.IfZero((score ^ lastScore) | (truth ^ lastTruth)); // not a branch, which would be mispredicted too often
            run &= same;
            earlierByScores *= -same;
            earlierByTruth *= -same;
            (lastScore, lastTruth) = (score, truth);
            byScores.Add(w * like, w * real, w * run + earlierByScores);
            byTruth.Add(v * like, v * real, v * run + earlierByTruth);
            run++;
            earlierByScores += w;
            earlierByTruth += v;
        }

        return (byScores, byTruth);
    }

    private struct Tied
    {
        public double InScores { get; private set; }

        public double InTruth { get; private set; }

        public double InBoth { get; private set; }

        public void Add(double inScores, double inTruth, double inBoth) =>
            (InScores, InTruth, InBoth) = (InScores + inScores, InTruth + inTruth, InBoth + inBoth);
    }
}
