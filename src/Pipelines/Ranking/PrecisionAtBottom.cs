using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>P@bottomK: the share of the k worst-scored architectures that are among the k truly worst, k = floor(K n).</summary>
/// <remarks>In [0, 1], higher is better, k/n by chance. Ties: expectation over random orders. Ning et al. 2021, section 3.2.</remarks>
/// <example>
/// Scores 5, 4, 3, 3, 1 and truth 5, 1, 4, 2, 3 with K = 0.4 (k = 2): row 4 and one of rows 2 and 3 are chosen, rows 1 and 3 are worst;
/// (0 + 1/2) / 2 = 0.25.
/// </example>
/// <param name="ratio">K, in (0, 1]; without one, the ratios of the evaluation, or 5 % by itself.</param>
internal sealed class PrecisionAtBottom(double? ratio = null) : RatioCriterion(ratio)
{
    /// <inheritdoc/>
    public override string Name => "precisionAtBottom";

    /// <inheritdoc/>
    public override string Label => $"P@bottom{Percent}";

    /// <inheritdoc/>
    public override string Description => "share of the k worst-scored that are among the k truly worst";

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    /// <inheritdoc/>
    public override double Chance(RankedSample sample) => (double)Size(sample.Count) / sample.Count;

    /// <inheritdoc/>
    public override RatioCriterion At(double ratio) => new PrecisionAtBottom(ratio);

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample, int k) => Overlap.OfBottom(sample, k) / k;
}
