using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// Regret@K: the truth lost by keeping only the k best-scored architectures and then taking the truly best of them; k = floor(K n).
/// </summary>
/// <remarks>
/// In the truth's unit (points of accuracy), at least 0, lower is better. Ties: exact expectation over random orders. What a search costs
/// that trains the k architectures an estimator proposes; curves of it are in Ying et al., "NAS-Bench-101" (ICML 2019).
/// </remarks>
/// <example>Scores 3, 2, 1 and truth 90, 91, 94 with K = 2/3: the best of the first two is 91, the best of all is 94; 3.</example>
/// <param name="ratio">K, in (0, 1]; without one, the ratios of the evaluation, or 5 % by itself.</param>
internal sealed class RegretAt(double? ratio = null) : RatioCriterion(ratio)
{
    /// <inheritdoc/>
    public override string Name => "regret";

    /// <inheritdoc/>
    public override string Label => $"regret@{Percent}";

    /// <inheritdoc/>
    public override string Description => "truth lost by keeping only the k best-scored and taking the best of them";

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.LowerIsBetter;

    /// <inheritdoc/>
    public override RatioCriterion At(double ratio) => new RegretAt(ratio);

    /// <inheritdoc/>
    public override double Chance(RankedSample sample) =>
        Of(new(sample.Truth, RankedColumn.Of(new double[sample.Count])), Size(sample.Count));

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample, int k) =>
        double.IsFinite(sample.Truth.Values[sample.Truth.Order[0]]) && double.IsFinite(sample.Truth.Values[sample.Truth.Order[^1]])
            ? Of(sample, k)
            : ScoreValue.Missing("a truth is infinite");

    private static double Of(RankedSample sample, int k) =>
        Math.Max(0, sample.Truth.Values[sample.Truth.Order[^1]] - ExtremeTruth.BestOfTop(sample, k).Value);
}
