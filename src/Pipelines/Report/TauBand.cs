using NasPipelines.Ranking.Statistics;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>The interval of Kendall's tau of some rows without resampling, in O(n log n).</summary>
/// <remarks>
/// Tau without each row in turn gives its standard error (the jackknife); on Fisher's scale it is at least √(0.437/(n - 4)), that of normal
/// columns (Fieller, Hartley and Pearson 1957), which keeps intervals of few rows from being too short.
/// </remarks>
internal static class TauBand
{
    private const int Fewest = 5;

    /// <summary>The interval; NaN where there are fewer than five rows.</summary>
    /// <param name="sample">Scores and truth.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="tau">Their tau-b.</param>
    /// <param name="confidence">How often an interval holds the value, in (0, 1).</param>
    public static (double Lower, double Upper) Of(RankedSample sample, ReadOnlySpan<int> rows, double tau, double confidence)
    {
        if (rows.Length < Fewest)
        {
            return (double.NaN, double.NaN);
        }

        var inside = Math.Min(Math.Abs(tau), 1 - 1e-6);
        var error = Math.Max(JackknifeError(sample, rows) / (1 - inside * inside), Math.Sqrt(0.437 / (rows.Length - 4)));
        var (middle, reach) = (Math.Atanh(Math.Sign(tau) * inside), StudentT.Quantile(confidence, rows.Length - 1) * error);
        return (Math.Tanh(middle - reach), Math.Tanh(middle + reach));
    }

    private static double JackknifeError(RankedSample sample, ReadOnlySpan<int> rows)
    {
        var (scores, truth) = (Ranks(sample.Scores, rows), Ranks(sample.Truth, rows));
        var surplus = Surplus(scores.Ranks, truth.Ranks, truth.Sizes.Length);
        double n = rows.Length, all = n * (n - 1) / 2, sum = 0, squares = 0;
        double tiedScores = Pairs(scores.Sizes), tiedTruth = Pairs(truth.Sizes), total = surplus.Sum() / 2.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var left = (all - (n - 1) - (tiedScores - (scores.Sizes[scores.Ranks[i]] - 1)))
                * (all - (n - 1) - (tiedTruth - (truth.Sizes[truth.Ranks[i]] - 1)));
            var without = left > 0 ? (total - surplus[i]) / Math.Sqrt(left) : 0;
            sum += without;
            squares += without * without;
        }

        return Math.Sqrt(Math.Max(0, squares - sum * sum / n) * (n - 1) / n);
    }

    private static double Pairs(int[] sizes) => sizes.Sum(size => size * (size - 1.0) / 2);

    // Dense ranks of the rows among themselves, and how many rows have each.
    private static (int[] Ranks, int[] Sizes) Ranks(RankedColumn column, ReadOnlySpan<int> rows)
    {
        var counts = new int[column.Distinct];
        foreach (var row in rows)
        {
            counts[column.Ranks[row]]++;
        }

        int[] sizes = [.. counts.Where(c => c > 0)];
        var dense = 0;
        for (var rank = 0; rank < counts.Length; rank++)
        {
            counts[rank] = counts[rank] > 0 ? dense++ : -1;
        }

        var ranks = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            ranks[i] = counts[column.Ranks[rows[i]]];
        }

        return (ranks, sizes);
    }

    // For each row the pairs with others that scores and truth order alike, less those that they order otherwise.
    private static long[] Surplus(int[] scores, int[] truth, int levels)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)], keys = [.. scores];
        Array.Sort(keys, order);
        var surplus = new long[scores.Length];
        Pass(order, sign: 1);
        Array.Reverse(order);
        Pass(order, sign: -1);
        return surplus;

        void Pass(int[] rows, int sign)
        {
            var seen = new RankTree(levels);
            for (int from = 0, to; from < rows.Length; from = to)
            {
                for (to = from; to < rows.Length && scores[rows[to]] == scores[rows[from]]; to++)
                {
                    var (below, through) = (seen.Below(truth[rows[to]]), seen.Below(truth[rows[to]] + 1));
                    surplus[rows[to]] += sign * (below - (from - through));
                }

                for (var i = from; i < to; i++)
                {
                    seen.Add(truth[rows[i]]);
                }
            }
        }
    }
}
