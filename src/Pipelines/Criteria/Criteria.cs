using System.Collections.Immutable;

namespace NasPipelines;

/// <summary>The ranking criteria.</summary>
public static class Criteria
{
    /// <summary>The ratios K that a criterion is evaluated at where none are named: 0.1 %, 0.5 %, 1 %, 5 %, 10 % and 50 %.</summary>
    public static ImmutableArray<double> DefaultRatios { get; } = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5];

    /// <summary>Every criterion; those on a top or bottom share of the architectures at K = 5 %.</summary>
    public static ImmutableArray<Criterion> All { get; } =
    [
        new KendallTauB(),
        new KendallTauA(),
        new KendallTauC(),
        new SparseKendall(),
        new WeightedKendall(),
        new Spearman(),
        new Pearson(),
        new PrecisionAtTop(0.05),
        new PrecisionAtBottom(0.05),
        new BestRank(0.05),
        new WorstRank(0.05),
        new KendallWithin(RankedEnd.PredictedTop, 0.05),
        new KendallWithin(RankedEnd.PredictedBottom, 0.05),
        new KendallWithin(RankedEnd.TrueTop, 0.05),
        new KendallWithin(RankedEnd.TrueBottom, 0.05),
        new NdcgAt(0.05),
        new RegretAt(0.05),
        new BandOrder((0, 0.05), (0.05, 0.25)),
        new PartialKendall(),
        new PartialSpearman(),
        new KendallWithinComplexity(),
    ];

    /// <summary>The criteria of Ning et al. 2021: tau-b, Spearman, Pearson, P@topK, P@bottomK, BR@K and WR@K.</summary>
    public static ImmutableArray<Criterion> Standard { get; } =
    [
        new KendallTauB(),
        new Spearman(),
        new Pearson(),
        new PrecisionAtTop(0.05),
        new PrecisionAtBottom(0.05),
        new BestRank(0.05),
        new WorstRank(0.05),
    ];

    /// <summary>The criterion of this name.</summary>
    /// <param name="name">A name of <see cref="All"/>, such as <c>kendall</c>; case is ignored.</param>
    /// <exception cref="ArgumentException">No criterion has this name; the message lists those that exist.</exception>
    public static Criterion Named(string name) =>
        All.FirstOrDefault(criterion => string.Equals(criterion.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"No criterion is named '{name}'; known are {string.Join(", ", All.Select(c => c.Name))}.", nameof(name));

    /// <summary>Criteria with each <see cref="RatioCriterion"/> replaced by one per ratio.</summary>
    /// <param name="criteria">The criteria.</param>
    /// <param name="ratios">The ratios K, each in (0, 1].</param>
    public static ImmutableArray<Criterion> At(IEnumerable<Criterion> criteria, IReadOnlyCollection<double> ratios) =>
        [.. criteria.SelectMany(criterion => criterion is RatioCriterion top ? ratios.Select(top.At) : Enumerable.Repeat(criterion, 1))];
}
