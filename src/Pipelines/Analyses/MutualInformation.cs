using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Analyses;

/// <summary>What two columns tell about each other, in bits, from a table of equal-count bins.</summary>
/// <remarks>
/// Σ p log2(p / (p_row p_column)) less the bias of the estimate for independent columns, (r-1)(c-1) / (2 n ln 2) (Miller 1955); below 0 by
/// chance. Equal values stay in one bin. Unlike a correlation it sees relations that are not monotone.
/// </remarks>
/// <example>Equal columns of four equally frequent values: 2 bits, less 9 / (2 n ln 2).</example>
internal static class MutualInformation
{
    /// <summary>The information, in bits.</summary>
    /// <param name="first">The first column; rows with NaN in either are left out.</param>
    /// <param name="second">The second column.</param>
    /// <param name="bins">Number of bins of each column, at least 2.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no row has both values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two bins.</exception>
    public static double Compute(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int bins = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        var rows = CompleteRows.Of(first.ToArray(), second.ToArray());
        var n = rows.Kept.Length;
        int[] a = ComplexityGroups.Assign(RankedColumn.Of(rows.Take(first)), bins, ComplexityGrouping.EqualCount);
        int[] b = ComplexityGroups.Assign(RankedColumn.Of(rows.Take(second)), bins, ComplexityGrouping.EqualCount);
        double[] inFirst = new double[bins], inSecond = new double[bins];
        var both = new double[bins, bins];
        for (var i = 0; i < n; i++)
        {
            inFirst[a[i]]++;
            inSecond[b[i]]++;
            both[a[i], b[i]]++;
        }

        double bits = 0;
        for (var i = 0; i < bins; i++)
        {
            for (var j = 0; j < bins; j++)
            {
                bits += both[i, j] > 0 ? both[i, j] / n * Math.Log2(both[i, j] * n / (inFirst[i] * inSecond[j])) : 0;
            }
        }

        double used = inFirst.Count(c => c > 0) - 1, usedSecond = inSecond.Count(c => c > 0) - 1;
        return bits - used * usedSecond / (2 * n * Math.Log(2));
    }
}
