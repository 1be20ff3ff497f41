using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>A correlation between scores and truth: in [-1, 1], higher is better, 0 by chance, undefined where a column is constant.</summary>
internal abstract class CorrelationCriterion : Criterion
{
    /// <inheritdoc/>
    public sealed override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    /// <inheritdoc/>
    public sealed override double Chance(RankedSample sample) => 0;

    /// <inheritdoc/>
    protected sealed override ScoreValue Compute(RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.WhyNoCorrelation() is { } reason ? ScoreValue.Missing(reason) : Correlate(sample);
    }

    /// <summary>Computes the correlation of a sample of at least two rows, neither column constant.</summary>
    /// <param name="sample">The scores and the truth, with their rankings.</param>
    protected abstract ScoreValue Correlate(RankedSample sample);
}
