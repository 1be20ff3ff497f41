using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>Kendall's rank correlation, variant a: concordant less discordant pairs over all pairs, (C - D) / (n(n-1)/2).</summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance. Ties count as neither, so that a tied column cannot reach 1. The formula that Ning et al.
/// 2021 print. Undefined, as the other variants, where a column is constant.
/// </remarks>
/// <example>Scores 1, 2, 3, 3 and truth 1, 3, 2, 4: of 6 pairs 4 agree and 1 disagrees; 3 / 6 = 0.5.</example>
internal sealed class KendallTauA : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "kendallA";

    /// <inheritdoc/>
    public override string Label => "tau-a";

    /// <inheritdoc/>
    public override string Description => "rank correlation, variant a: agreeing less disagreeing pairs over all pairs";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample) => (double)sample.Pairs.Surplus / sample.Pairs.Total;
}
