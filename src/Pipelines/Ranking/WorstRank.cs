using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// WR@K: the worst true rank among the k best-scored architectures, divided by n; k = floor(K n), rank 1 is the truly best.
/// </summary>
/// <remarks>
/// In (0, 1], lower is better, k (n+1) / (n (k+1)) by chance. Ties: exact expectation over random orders. Ning et al. 2021, section 3.2.
/// </remarks>
/// <example>
/// Scores 3, 2, 2, 1 and truth 2, 3, 1, 4 with K = 0.5 (k = 2): row 0 (true rank 3) and one of rows 1 and 2 (ranks 2 and 4) are chosen;
/// the worst is 3 or 4, 3.5 / 4 = 0.875.
/// </example>
/// <param name="ratio">K, in (0, 1]; without one, the ratios of the evaluation, or 5 % by itself.</param>
internal sealed class WorstRank(double? ratio = null) : RatioCriterion(ratio)
{
    /// <inheritdoc/>
    public override string Name => "worstRank";

    /// <inheritdoc/>
    public override string Label => $"WR@{Percent}";

    /// <inheritdoc/>
    public override string Description => "worst true rank among the k best-scored, divided by n";

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.LowerIsBetter;

    /// <inheritdoc/>
    public override double Chance(RankedSample sample)
    {
        double k = Size(sample.Count);
        return k * (sample.Count + 1.0) / (sample.Count * (k + 1));
    }

    /// <inheritdoc/>
    public override RatioCriterion At(double ratio) => new WorstRank(ratio);

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample, int k) => ExtremeTruth.WorstOfTop(sample, k).Rank / sample.Count;
}
