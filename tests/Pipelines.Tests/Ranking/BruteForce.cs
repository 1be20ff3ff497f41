using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Tests.Ranking;

/// <summary>The criteria straight from their definitions, in quadratic time or worse, to check the fast ones against.</summary>
internal static class BruteForce
{
    public static PairCounts Pairs(ReadOnlySpan<double> scores, ReadOnlySpan<double> truth)
    {
        long total = 0, tiedScores = 0, tiedTruth = 0, tiedBoth = 0, discordant = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                int s = scores[i].CompareTo(scores[j] + 0.0), t = truth[i].CompareTo(truth[j] + 0.0);
                total++;
                tiedScores += s == 0 ? 1 : 0;
                tiedTruth += t == 0 ? 1 : 0;
                tiedBoth += s == 0 && t == 0 ? 1 : 0;
                discordant += s * t < 0 ? 1 : 0;
            }
        }

        return new(total, tiedScores, tiedTruth, tiedBoth, discordant);
    }

    /// <summary>The same for many rows: discordant pairs by a merge sort, as Knight (1966) counts them, and ties by grouping.</summary>
    public static PairCounts PairsBySorting(double[] scores, double[] truth)
    {
        var rows = Enumerable.Range(0, scores.Length).OrderBy(row => scores[row]).ThenBy(row => truth[row]);
        return new(
            Tied(scores.Select(_ => 0)), Tied(scores), Tied(truth), Tied(scores.Zip(truth)),
            Inversions([.. rows.Select(row => truth[row])]));

        static long Tied<T>(IEnumerable<T> values) => values.GroupBy(v => v).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2);
    }

    // Sorts, and counts pairs that lie in falling order.
    private static long Inversions(Span<double> values)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var middle = values.Length / 2;
        var inversions = Inversions(values[..middle]) + Inversions(values[middle..]);
        double[] left = values[..middle].ToArray(), right = values[middle..].ToArray();
        for (int i = 0, j = 0, at = 0; at < values.Length; at++)
        {
            var fromRight = i == left.Length || (j < right.Length && right[j] < left[i]);
            inversions += fromRight ? left.Length - i : 0;
            values[at] = fromRight ? right[j++] : left[i++];
        }

        return inversions;
    }

    /// <summary>The four criteria on the top or bottom k for one order of the tied values, best row first in both orders.</summary>
    public static (double Top, double Bottom, double Best, double Worst) AtK(int[] byScore, int[] byTruth, int k)
    {
        int n = byScore.Length, top = 0, bottom = 0, best = n, worst = 1;
        var trueRank = new int[n];
        for (var p = 0; p < n; p++)
        {
            trueRank[byTruth[p]] = p + 1;
        }

        for (var p = 0; p < k; p++)
        {
            var rank = trueRank[byScore[p]];
            top += rank <= k ? 1 : 0;
            bottom += trueRank[byScore[n - 1 - p]] > n - k ? 1 : 0;
            best = Math.Min(best, rank);
            worst = Math.Max(worst, rank);
        }

        return ((double)top / k, (double)bottom / k, (double)best / n, (double)worst / n);
    }

    /// <summary>The four criteria averaged over every order of the equal scores and of the equal truths.</summary>
    public static (double Top, double Bottom, double Best, double Worst) OverAllOrders(double[] scores, double[] truth, int k)
    {
        var values = (from s in Orders(scores) from t in Orders(truth) select AtK(s, t, k)).ToList();
        return (values.Average(v => v.Top), values.Average(v => v.Bottom), values.Average(v => v.Best), values.Average(v => v.Worst));
    }

    /// <summary>The rows in a descending order of their values, with the borders between equal values.</summary>
    public static (int[] Order, int[] Borders) Descending(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderByDescending(row => values[row])];
        return (order, [0, .. Enumerable.Range(1, values.Length - 1).Where(p => values[order[p]] < values[order[p - 1]]), values.Length]);
    }

    /// <summary>Puts equal values into a uniformly random order.</summary>
    public static int[] Shuffle((int[] Order, int[] Borders) rows, Random random)
    {
        for (var block = 1; block < rows.Borders.Length; block++)
        {
            random.Shuffle(rows.Order.AsSpan(rows.Borders[block - 1]..rows.Borders[block]));
        }

        return rows.Order;
    }

    private static List<int[]> Orders(double[] values) =>
        [.. Permutations([.. Enumerable.Range(0, values.Length)], 0).Where(
            order => order.Zip(order.Skip(1)).All(p => values[p.First] >= values[p.Second]))];

    private static IEnumerable<int[]> Permutations(int[] rows, int from)
    {
        if (from == rows.Length)
        {
            yield return [.. rows];
        }

        for (var i = from; i < rows.Length; i++)
        {
            (rows[from], rows[i]) = (rows[i], rows[from]);
            foreach (var order in Permutations(rows, from + 1))
            {
                yield return order;
            }

            (rows[from], rows[i]) = (rows[i], rows[from]);
        }
    }
}
