using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// Kendall's partial tau: the tau-b of scores and truth that remains when control columns, such as parameters and FLOPs, are held fixed.
/// </summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance. With one control z, (τ_xy - τ_xz τ_yz) / sqrt((1 - τ_xz²)(1 - τ_yz²)); with several, the same
/// elimination for each in turn, a control that says no more than those before it left out. Undefined without controls. An estimator that
/// only counts parameters scores about 0. Kendall, "Partial rank correlation" (1942).
/// </remarks>
/// <example>Taus .5 (scores, truth), .6 (scores, control), .4 (truth, control): (.5 - .24) / sqrt(.64 · .84) = 0.3546.</example>
internal sealed class PartialKendall : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "partialKendall";

    /// <inheritdoc/>
    public override string Label => "partial KD";

    /// <inheritdoc/>
    public override string Description => "tau-b that remains when control columns such as params are held fixed";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample) =>
        sample.Controls.IsEmpty
            ? ScoreValue.Missing("no control columns were named")
            : PartialCorrelation.Of(
                [
                    KendallTauB.Of(sample.Pairs),
                    .. sample.Controls.Select(c =>
                        PartialCorrelation.OrZero((_, control) => KendallTauB.Of(sample.PairsWith(control)), sample.Scores, c)),
                ],
                sample.TruthAndControls.Kendall);
}
