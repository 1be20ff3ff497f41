namespace NasPipelines;

/// <summary>Spearman's rank correlation: Pearson's correlation of the ranks, equal values sharing the average of their ranks.</summary>
/// <remarks>In [-1, 1], higher is better, 0 by chance; undefined where a column is constant. Sums are exact integers. Spearman (1904).</remarks>
/// <example>Scores 1, 2, 3, 3 have ranks 1, 2, 3.5, 3.5 and truth 1, 3, 2, 4 has 1, 3, 2, 4: 3 / sqrt(4.5 · 5) = 0.6325.</example>
public sealed class Spearman : CorrelationCriterion
{
    /// <inheritdoc/>
    public override string Name => "spearman";

    /// <inheritdoc/>
    public override string Label => "Spearman";

    /// <inheritdoc/>
    protected override CriterionValue Correlate(RankedSample sample) => Of(sample.Scores, sample.Truth);

    internal static double Of(RankedColumn x, RankedColumn y)
    {
        Int128 products = 0;
        long block = 0;
        for (var row = 0; row < x.Count; row++)
        {
            block += CentredDoubleRank(x, x.Ranks[row]) * CentredDoubleRank(y, y.Ranks[row]);
            if ((row & 1023) == 1023)
            {
                products += block;
                block = 0;
            }
        }

        return Math.Clamp((double)(products + block) / Math.Sqrt(Squares(x) * Squares(y)), -1, 1);
    }

    // Twice the average rank less twice the mean rank: the average position of a tie block is a multiple of one half.
    private static long CentredDoubleRank(RankedColumn column, int rank) =>
        (long)column.Starts[rank] + column.Starts[rank + 1] - column.Count;

    private static double Squares(RankedColumn column)
    {
        Int128 sum = 0;
        for (var rank = 0; rank < column.Distinct; rank++)
        {
            var centred = CentredDoubleRank(column, rank);
            sum += (Int128)(centred * centred) * column.GroupSize(rank);
        }

        return (double)sum;
    }
}
