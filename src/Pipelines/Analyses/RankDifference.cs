using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Analyses;

/// <summary>The ranking difference of each architecture: how far an estimator over-estimates it.</summary>
/// <remarks>
/// RD = true rank - estimated rank, rank 1 the best, as a share of the number of architectures: in (-1, 1), positive where over-estimated,
/// with mean 0. Equal values share their mean rank. Ning et al. 2021, section 4.3.
/// </remarks>
/// <example>Scores 3, 1, 2 and truth 1, 2, 3: true ranks 3, 2, 1, estimated ranks 1, 3, 2; differences 2/3, -1/3, -1/3.</example>
internal static class RankDifference
{
    /// <summary>The difference of every architecture.</summary>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores of the same architectures, higher is better.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is NaN.</exception>
    public static double[] Compute(ReadOnlySpan<double> truth, ReadOnlySpan<double> scores) => Compute(RankedSample.Of(truth, scores));

    internal static double[] Compute(RankedSample sample)
    {
        double[] estimated = MeanRanks(sample.Scores), real = MeanRanks(sample.Truth);
        return [.. estimated.Zip(real, (e, r) => (e - r) / sample.Count)];
    }

    /// <summary>Mean ranks from 1 at the smallest value: an estimate that is higher here than the truth is an over-estimate.</summary>
    internal static double[] MeanRanks(RankedColumn column)
    {
        var ranks = new double[column.Count];
        for (var row = 0; row < ranks.Length; row++)
        {
            var block = column.Ranks[row];
            ranks[row] = (column.Starts[block] + column.Starts[block + 1] + 1) / 2.0;
        }

        return ranks;
    }
}
