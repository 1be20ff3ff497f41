using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Uncertainty;

/// <summary>How much each architecture moves Kendall's tau-b: its variance without resampling.</summary>
/// <remarks>
/// Tau-b is a function of three means over pairs: of concordance, and of being untied in the scores and in the truth. An architecture's
/// influence is twice the deviation of its own means from those over all (Hoeffding 1948), put through that function's derivative.
/// </remarks>
internal sealed class KendallInfluence
{
    private KendallInfluence(double tau, double[] values) => (Tau, Values) = (tau, values);

    /// <summary>Tau-b; NaN where undefined.</summary>
    public double Tau { get; }

    /// <summary>The influence of each row; tau varies by its standard deviation over sqrt(n).</summary>
    public double[] Values { get; }

    /// <summary>In O(n log n).</summary>
    public static KendallInfluence Of(RankedSample sample)
    {
        var n = sample.Count;
        if (sample.WhyNoCorrelation() is not null)
        {
            return new(double.NaN, new double[n]);
        }

        var surplus = Surplus(sample.Scores, sample.Truth);
        double concordance = surplus.Average() / (n - 1), inScores = 0, inTruth = 0;
        double Untied(RankedColumn column, int row) => (n - column.GroupSize(column.Ranks[row])) / (n - 1.0);
        for (var row = 0; row < n; row++)
        {
            inScores += Untied(sample.Scores, row) / n;
            inTruth += Untied(sample.Truth, row) / n;
        }

        var scale = Math.Sqrt(inScores * inTruth);
        var tau = concordance / scale;
        var values = new double[n];
        for (var row = 0; row < n; row++)
        {
            values[row] = 2 * (((surplus[row] / (n - 1.0)) - concordance) / scale)
                - (tau * ((Untied(sample.Scores, row) / inScores) + (Untied(sample.Truth, row) / inTruth) - 2));
        }

        return new(tau, values);
    }

    // For each row the rows that scores and truth order the same way from it, less those that they order opposite ways.
    private static long[] Surplus(RankedColumn scores, RankedColumn truth)
    {
        var surplus = new long[scores.Count];
        Add(ascending: true);
        Add(ascending: false);
        return surplus;

        // Rows of a lower score (or, descending, of a higher one) are in the counts before those of a score are asked.
        void Add(bool ascending)
        {
            var counts = new int[truth.Distinct + 1];
            var inside = 0;
            for (var step = 0; step < scores.Distinct; step++)
            {
                var block = ascending ? step : scores.Distinct - 1 - step;
                var rows = scores.Order[scores.Starts[block]..scores.Starts[block + 1]];
                foreach (var row in rows)
                {
                    int lower = Below(counts, truth.Ranks[row]), upper = inside - Below(counts, truth.Ranks[row] + 1);
                    surplus[row] += ascending ? lower - upper : upper - lower;
                }

                foreach (var row in rows)
                {
                    Insert(counts, truth.Ranks[row]);
                }

                inside += rows.Length;
            }
        }
    }

    // A binary indexed tree (Fenwick 1994).
    private static int Below(int[] tree, int rank)
    {
        var sum = 0;
        for (var i = rank; i > 0; i &= i - 1)
        {
            sum += tree[i];
        }

        return sum;
    }

    private static void Insert(int[] tree, int rank)
    {
        for (var i = rank + 1; i < tree.Length; i += i & -i)
        {
            tree[i]++;
        }
    }
}
