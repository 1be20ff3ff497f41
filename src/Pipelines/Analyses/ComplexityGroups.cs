using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Analyses;

/// <summary>Splits rows into groups by a column.</summary>
internal static class ComplexityGroups
{
    /// <summary>Writes each row's group, 0 for the smallest values; equal values stay together.</summary>
    public static void EqualCount(RankedColumn column, int groups, Span<int> assigned)
    {
        ReadOnlySpan<int> ranks = column.Ranks, starts = column.Starts;
        for (var row = 0; row < assigned.Length; row++)
        {
            var middle = ((long)starts[ranks[row]] + starts[ranks[row] + 1]) / 2;
            assigned[row] = (int)(middle * groups / assigned.Length);
        }
    }

    public static void EqualWidth(RankedColumn column, int groups, Span<int> assigned)
    {
        var values = column.Values;
        double low = values[column.Order[0]], range = values[column.Order[^1]] - low;
        for (var row = 0; row < assigned.Length; row++)
        {
            assigned[row] = range > 0 ? Math.Min(groups - 1, (int)((values[row] - low) / range * groups)) : 0;
        }
    }

    public static int[] Assign(RankedColumn column, int groups, ComplexityGrouping grouping)
    {
        var assigned = new int[column.Count];
        if (grouping == ComplexityGrouping.EqualCount)
        {
            EqualCount(column, groups, assigned);
        }
        else
        {
            EqualWidth(column, groups, assigned);
        }

        return assigned;
    }
}
