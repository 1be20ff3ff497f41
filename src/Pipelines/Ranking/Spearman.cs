using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>Spearman's rank correlation: Pearson's correlation of the ranks, equal values sharing the average of their ranks.</summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance; undefined where a column is constant. Sums are exact integers. Spearman (1904).
/// </remarks>
/// <example>Scores 1, 2, 3, 3 have ranks 1, 2, 3.5, 3.5 and truth 1, 3, 2, 4 has 1, 3, 2, 4: 3 / sqrt(4.5 · 5) = 0.6325.</example>
internal sealed class Spearman : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "spearman";

    /// <inheritdoc/>
    public override string Label => "Spearman";

    /// <inheritdoc/>
    public override string Description => "Pearson correlation of the ranks";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample) => Of(sample.Scores, sample.Truth);

    internal static double Of(RankedColumn x, RankedColumn y)
    {
        ReadOnlySpan<int> a = x.Middles, b = y.Middles;
        Int128 products = 0;
        long block = 0;
        for (var row = 0; row < a.Length; row++)
        {
            block += (long)a[row] * b[row];
            if ((row & 1023) == 1023)
            {
                products += block;
                block = 0;
            }
        }

        return Math.Clamp((double)(products + block) / Math.Sqrt(Squares(x) * Squares(y)), -1, 1);
    }

    // Sum of the squares of the same numbers.
    private static double Squares(RankedColumn column) =>
        (double)(((Int128)column.Count * ((long)column.Count * column.Count - 1) - column.TieCubes) / 3);
}
