using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// Kendall's rank correlation, variant b: concordant less discordant pairs, over the geometric mean of the pairs untied in the scores and
/// the pairs untied in the truth, (C - D) / sqrt((N - T_s)(N - T_y)).
/// </summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance; undefined where a column is constant. The "KD" that the literature reports (Ning et al. 2021
/// print variant a, their numbers are variant b). Kendall, "The treatment of ties in ranking problems" (1945); Knight (1966) for the
/// algorithm.
/// </remarks>
/// <example>Scores 1, 2, 3, 3 and truth 1, 3, 2, 4: of 6 pairs 4 agree, 1 disagrees, 1 is tied in the scores; 3 / sqrt(5 · 6) =
/// 0.5477.</example>
internal sealed class KendallTauB : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "kendall";

    /// <inheritdoc/>
    public override string Label => "KD";

    /// <inheritdoc/>
    public override string Description => "rank correlation, variant b: agreeing less disagreeing pairs, corrected for ties";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample) => Of(sample.Pairs);

    /// <summary>The same of counted pairs; NaN where a column is constant or there are no pairs.</summary>
    internal static double Of(PairCounts pairs) =>
        Math.Clamp(pairs.Surplus / Math.Sqrt((double)(pairs.Total - pairs.TiedInScores) * (pairs.Total - pairs.TiedInTruth)), -1, 1);
}
