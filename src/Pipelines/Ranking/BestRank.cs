using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// BR@K: the best true rank among the k best-scored architectures, divided by n; k = floor(K n), rank 1 is the truly best.
/// </summary>
/// <remarks>
/// In (0, 1], lower is better, (n+1) / (n (k+1)) by chance. Ties: exact expectation over random orders. Ning et al. 2021, section 3.2.
/// </remarks>
/// <example>
/// Scores 3, 2, 2, 1 and truth 2, 3, 1, 4 with K = 0.5 (k = 2): row 0 (true rank 3) and one of rows 1 and 2 (ranks 2 and 4) are chosen;
/// the best is 2 or 3, 2.5 / 4 = 0.625.
/// </example>
/// <param name="ratio">K, in (0, 1]; without one, the ratios of the evaluation, or 5 % by itself.</param>
internal sealed class BestRank(double? ratio = null) : RatioCriterion(ratio)
{
    /// <inheritdoc/>
    public override string Name => "bestRank";

    /// <inheritdoc/>
    public override string Label => $"BR@{Percent}";

    /// <inheritdoc/>
    public override string Description => "best true rank among the k best-scored, divided by n";

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.LowerIsBetter;

    /// <inheritdoc/>
    public override double Chance(RankedSample sample) => (sample.Count + 1.0) / (sample.Count * (Size(sample.Count) + 1.0));

    /// <inheritdoc/>
    public override RatioCriterion At(double ratio) => new BestRank(ratio);

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample, int k) => ExtremeTruth.BestOfTop(sample, k).Rank / sample.Count;
}
