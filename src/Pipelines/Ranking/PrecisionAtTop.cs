using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>P@topK: the share of the k best-scored architectures that are among the k truly best, k = floor(K n).</summary>
/// <remarks>In [0, 1], higher is better, k/n by chance. Ties: expectation over random orders. Ning et al. 2021, section 3.2.</remarks>
/// <example>
/// Scores 5, 4, 3, 3, 1 and truth 5, 1, 4, 2, 3 with K = 0.6 (k = 3): rows 0 and 1 and one of rows 2 and 3 are chosen, rows 0, 2, 4 are
/// best; (1 + 1/2) / 3 = 0.5.
/// </example>
/// <param name="ratio">K, in (0, 1]; without one, the ratios of the evaluation, or 5 % by itself.</param>
internal sealed class PrecisionAtTop(double? ratio = null) : RatioCriterion(ratio)
{
    /// <inheritdoc/>
    public override string Name => "precisionAtTop";

    /// <inheritdoc/>
    public override string Label => $"P@top{Percent}";

    /// <inheritdoc/>
    public override string Description => "share of the k best-scored that are among the k truly best";

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    /// <inheritdoc/>
    public override double Chance(RankedSample sample) => (double)Size(sample.Count) / sample.Count;

    /// <inheritdoc/>
    public override RatioCriterion At(double ratio) => new PrecisionAtTop(ratio);

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample, int k) => Overlap.OfTop(sample, k) / k;
}
