using System.Collections.Immutable;
using NasPipelines.Evaluation;
using NasPipelines.Options;

namespace NasPipelines.Ranking;

/// <summary>The ranking criteria, by name or with parameters of their own.</summary>
/// <remarks>
/// Those on a top or bottom share K that come from <see cref="All"/>, <see cref="Standard"/> or <see cref="Get"/> are evaluated at each of
/// <see cref="RankingEvaluationOptions.Ratios"/>, and at K = 5 % where they are evaluated by themselves. Those that are made for a K keep
/// it.
/// </remarks>
public static class Criteria
{
    /// <summary>The ratios K that a criterion is evaluated at where none are named: 0.1 %, 0.5 %, 1 %, 5 %, 10 % and 50 %.</summary>
    public static ImmutableArray<double> DefaultRatios { get; } = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5];

    /// <summary>Every criterion.</summary>
    public static ImmutableArray<Criterion> All { get; } =
    [
        new KendallTauB(),
        new KendallTauA(),
        new KendallTauC(),
        new SparseKendall(),
        new WeightedKendall(),
        new Spearman(),
        new Pearson(),
        new PrecisionAtTop(),
        new PrecisionAtBottom(),
        new BestRank(),
        new WorstRank(),
        new KendallWithin(RankedEnd.PredictedTop),
        new KendallWithin(RankedEnd.PredictedBottom),
        new KendallWithin(RankedEnd.TrueTop),
        new KendallWithin(RankedEnd.TrueBottom),
        new NdcgAt(),
        new RegretAt(),
        new BandOrder((0, 0.05), (0.05, 0.25)),
        new PartialKendall(),
        new PartialSpearman(),
        new KendallWithinComplexity(),
    ];

    /// <summary>The criteria of Ning et al. 2021: tau-b, Spearman, Pearson, P@topK, P@bottomK, BR@K and WR@K.</summary>
    public static ImmutableArray<Criterion> Standard { get; } =
        [.. ((string[])["kendall", "spearman", "pearson", "precisionAtTop", "precisionAtBottom", "bestRank", "worstRank"]).Select(Get)];

    /// <summary>The criterion of this name.</summary>
    /// <param name="name">A name of <see cref="All"/>, such as <c>kendall</c>; case is ignored.</param>
    /// <exception cref="ArgumentException">No criterion has this name; the message lists those that exist.</exception>
    public static Criterion Get(string name) =>
        Named.Get(All, criterion => criterion.Name, "criterion", name);

    /// <summary>Sparse tau: tau-b after the truth is rounded to multiples of a step.</summary>
    /// <param name="step">The step in the truth's unit: 1 is one per cent where accuracies are in per cent, 0.01 where they are
    /// fractions.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive and finite.</exception>
    public static Criterion SparseKendall(double step) => new SparseKendall(step);

    /// <summary>Weighted tau (Vigna 2015), which counts mistakes among the most important rows most.</summary>
    /// <param name="importance">Which order says how important a row is.</param>
    public static Criterion WeightedKendall(ImportanceOrder importance) => new WeightedKendall(importance);

    /// <summary>P@topK: the share of the k best-scored architectures that are among the k truly best, for one K.</summary>
    /// <param name="ratio">K, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static Criterion PrecisionAtTop(double ratio) => new PrecisionAtTop(ratio);

    /// <summary>P@bottomK: the share of the k worst-scored architectures that are among the k truly worst, for one K.</summary>
    /// <param name="ratio">K, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static Criterion PrecisionAtBottom(double ratio) => new PrecisionAtBottom(ratio);

    /// <summary>BR@K: the best true rank among the k best-scored architectures, divided by n, for one K.</summary>
    /// <param name="ratio">K, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static Criterion BestRank(double ratio) => new BestRank(ratio);

    /// <summary>WR@K: the worst true rank among the k best-scored architectures, divided by n, for one K.</summary>
    /// <param name="ratio">K, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static Criterion WorstRank(double ratio) => new WorstRank(ratio);

    /// <summary>Tau-b among the k architectures at one end of the predicted or of the true order, for one K.</summary>
    /// <param name="end">Which end.</param>
    /// <param name="ratio">K, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static Criterion KendallWithin(RankedEnd end, double ratio) => new KendallWithin(end, ratio);

    /// <summary>nDCG@K: discounted cumulative gain of the k best-scored architectures over that of the k truly best, for one K.</summary>
    /// <param name="ratio">K, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static Criterion NdcgAt(double ratio) => new NdcgAt(ratio);

    /// <summary>
    /// Regret@K: the truth lost by keeping only the k best-scored architectures and then taking the truly best of them, for one K.
    /// </summary>
    /// <param name="ratio">K, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static Criterion RegretAt(double ratio) => new RegretAt(ratio);

    /// <summary>
    /// The probability that an architecture of a better band of true quality has a higher score than one of a worse band.
    /// </summary>
    /// <param name="upper">The better band, from and to, as shares of the true order counted from the best.</param>
    /// <param name="lower">The worse band; it starts where the better one ends, or after.</param>
    /// <exception cref="ArgumentException">The edges are not 0 ≤ upper.From &lt; upper.To ≤ lower.From &lt; lower.To ≤ 1.</exception>
    public static Criterion BandOrder((double From, double To) upper, (double From, double To) lower) => new BandOrder(upper, lower);

    /// <summary>The order of every pair of bands between consecutive edges.</summary>
    /// <param name="edges">Ascending shares, such as 0, 0.01, 0.05, 0.25, 1.</param>
    /// <exception cref="ArgumentException">The edges do not ascend within [0, 1].</exception>
    public static ImmutableArray<Criterion> BandOrders(params double[] edges) =>
    [
        .. from upper in Enumerable.Range(1, Math.Max(0, edges.Length - 2))
           from lower in Enumerable.Range(upper + 1, edges.Length - 1 - upper)
           select new BandOrder((edges[upper - 1], edges[upper]), (edges[lower - 1], edges[lower])),
    ];

    /// <summary>Tau-b inside groups of similar complexity, by the first control column; the groups' values averaged.</summary>
    /// <param name="groups">Number of groups.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one group.</exception>
    public static Criterion KendallWithinComplexity(int groups) => new KendallWithinComplexity(groups);

    /// <summary>
    /// Criteria with each <see cref="RatioCriterion"/> that has no ratio of its own replaced by one per ratio; the same one once.
    /// </summary>
    internal static ImmutableArray<Criterion> At(IEnumerable<Criterion> criteria, IReadOnlyCollection<double> ratios) =>
    [
        .. criteria.SelectMany(c => c is RatioCriterion { HasOwnRatio: false } free ? ratios.Select(free.At) : Enumerable.Repeat(c, 1))
            .DistinctBy(c => c is RatioCriterion at ? (c.GetType(), c.Name, at.Ratio) : (object)c),
    ];
}
