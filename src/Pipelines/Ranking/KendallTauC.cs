using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// Kendall's rank correlation, variant c (Stuart): 2 (C - D) / (n² (m-1)/m), m the smaller number of distinct values of the two columns.
/// </summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance; reaches 1 also where the columns have different numbers of levels. Undefined where a column
/// is constant. Stuart (1953).
/// </remarks>
/// <example>Scores 1, 2, 3, 3 and truth 1, 3, 2, 4: C - D = 3, m = 3; 6 / (16 · 2/3) = 0.5625.</example>
internal sealed class KendallTauC : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "kendallC";

    /// <inheritdoc/>
    public override string Label => "tau-c";

    /// <inheritdoc/>
    public override string Description => "rank correlation, variant c (Stuart), for columns of few distinct values";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample)
    {
        double n = sample.Count, levels = Math.Min(sample.Scores.Distinct, sample.Truth.Distinct);
        return 2 * sample.Pairs.Surplus / (n * n * (levels - 1) / levels);
    }
}
