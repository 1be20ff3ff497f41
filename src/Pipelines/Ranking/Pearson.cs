using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>Pearson's product-moment correlation of scores and truth (the literature's LC, linear correlation).</summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance; undefined where a column is constant or infinite. Not invariant under monotone maps: scores
/// that span decades, such as synflow, need their logarithm first. Pearson (1896).
/// </remarks>
/// <example>Scores 1, 2, 3, 3 and truth 1, 3, 2, 4: deviations -1.25, -.25, .75, .75 and -1.5, .5, -.5, 1.5; 2.5 / sqrt(2.75 · 5) =
/// 0.6742.</example>
internal sealed class Pearson : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "pearson";

    /// <inheritdoc/>
    public override string Label => "Pearson";

    /// <inheritdoc/>
    public override string Description => "linear correlation of scores and truth";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample)
    {
        if (!IsFinite(sample.Scores) || !IsFinite(sample.Truth))
        {
            return ScoreValue.Missing("a value is infinite");
        }

        ReadOnlySpan<double> x = sample.Scores.Values, y = sample.Truth.Values;
        var (meanX, scaleX) = Centre(sample.Scores);
        var (meanY, scaleY) = Centre(sample.Truth);
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            double dx = (x[i] - meanX) * scaleX, dy = (y[i] - meanY) * scaleY;
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }

        return Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
    }

    private static bool IsFinite(RankedColumn column) =>
        double.IsFinite(column.Values[column.Order[0]]) && double.IsFinite(column.Values[column.Order[^1]]);

    // The mean, corrected once for rounding, and the factor that brings the largest deviation to one, so that no square overflows.
    private static (double Mean, double Scale) Centre(RankedColumn column)
    {
        var values = column.Values;
        var n = column.Count;
        double lowest = values[column.Order[0]], highest = values[column.Order[^1]], mean = 0, rest = 0;
        var share = 1.0 / n; // before adding, so that the sum of huge values does not overflow
        foreach (var value in values)
        {
            mean += value * share;
        }

        foreach (var value in values)
        {
            rest += (value - mean) * share;
        }

        mean += rest;
        return (mean, 1 / Math.Max(highest - mean, mean - lowest));
    }
}
