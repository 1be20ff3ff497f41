using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// Spearman's partial correlation: that of scores and truth which remains when control columns, such as parameters and FLOPs, are held
/// fixed.
/// </summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance. With one control z, (ρ_xy - ρ_xz ρ_yz) / sqrt((1 - ρ_xz²)(1 - ρ_yz²)); with several, the same
/// elimination for each in turn, a control that says no more than those before it left out. Undefined without controls. Yule (1907) for the
/// elimination.
/// </remarks>
/// <example>Correlations .5 (scores, truth), .6 (scores, control), .4 (truth, control): (.5 - .24) / sqrt(.64 · .84) = 0.3546.</example>
internal sealed class PartialSpearman : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "partialSpearman";

    /// <inheritdoc/>
    public override string Label => "partial rho";

    /// <inheritdoc/>
    public override string Description => "Spearman that remains when control columns such as params are held fixed";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample) =>
        sample.Controls.IsEmpty
            ? ScoreValue.Missing("no control columns were named")
            : PartialCorrelation.Of(
                [
                    Spearman.Of(sample.Scores, sample.Truth),
                    .. sample.Controls.Select(c => PartialCorrelation.OrZero(Spearman.Of, sample.Scores, c)),
                ],
                sample.TruthAndControls.Spearman);
}
