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
    private const int Block = 1024; // rows whose products fit into 64 bits

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
        for (var start = 0; start < a.Length; start += Block)
        {
            var block = a.Slice(start, Math.Min(Block, a.Length - start));
            products += Products(block, b.Slice(start, block.Length));
        }

        return Math.Clamp((double)products / Math.Sqrt(Squares(x) * Squares(y)), -1, 1);
    }

    private static long Products(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        long sum = 0;
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            sum += (long)a[i] * b[i];
        }

        return sum;
    }

    // Sum of the squares of the same numbers.
    private static double Squares(RankedColumn column) =>
        (double)(((Int128)column.Count * ((long)column.Count * column.Count - 1) - column.TieCubes) / 3);
}
