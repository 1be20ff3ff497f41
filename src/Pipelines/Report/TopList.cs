using System.Collections.Immutable;

namespace NasPipelines.Report;

/// <summary>The architectures that an estimator places highest, with their true ranks.</summary>
/// <param name="Entries">The best, best first; equal ones in the order of the table.</param>
/// <param name="Ranked">Number of architectures with a truth and this score.</param>
/// <param name="Tied">How many architectures have the last entry's score, where not all of them are entries; else 0.</param>
internal sealed record TopList(ImmutableArray<TopEntry> Entries, int Ranked, int Tied)
{
    /// <summary>Length of the list.</summary>
    public const int Length = 10;

    /// <summary>The best true rank in the list.</summary>
    public int Best => Entries.Min(e => e.TrueRank);

    /// <summary>The best true rank that a list of this length holds on average by chance.</summary>
    public double ByChance => (Ranked + 1.0) / (Entries.Length + 1);

    /// <summary>Makes the list of a score.</summary>
    /// <param name="truth">The true quality, NaN where there is none.</param>
    /// <param name="scores">The scores, NaN where there is none.</param>
    public static TopList Of(double[] truth, double[] scores)
    {
        int[] rows = [.. Enumerable.Range(0, truth.Length).Where(row => !double.IsNaN(truth[row]) && !double.IsNaN(scores[row]))];
        double[] real = Array.ConvertAll(rows, row => truth[row]);
        Array.Sort(real);
        double[] negated = Array.ConvertAll(rows, row => -scores[row]);
        int[] order = [.. rows];
        Array.Sort(negated, order);
        var taken = Math.Min(Length, rows.Length);
        var last = negated[taken - 1];
        var ties = negated.Count(v => v == last);
        var better = negated.Count(v => v < last);
        // The sort is not stable: the order of the table decides among equal scores.
        var entries = order.Take(better).Concat(rows.Where(row => -scores[row] == last)).Take(taken)
            .OrderByDescending(row => scores[row]).ThenBy(row => row);
        return new([.. entries.Select(Entry)], rows.Length, better + ties > taken ? ties : 0);

        TopEntry Entry(int row) => new(row, scores[row], truth[row], 1 + real.Length - NotAbove(real, truth[row]));
    }

    // Number of values that are not above this one.
    private static int NotAbove(double[] ascending, double value)
    {
        int low = 0, high = ascending.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] > value ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
