namespace NasPipelines.Ranking.Statistics;

/// <summary>The k largest or smallest values of a column, ties at the border taken as a random subset of their block.</summary>
/// <param name="Border">Dense rank of the block of equal values that holds position k.</param>
/// <param name="Wanted">How many rows of that block belong to the k, in [1, <paramref name="BlockSize"/>].</param>
/// <param name="BlockSize">Number of rows in that block.</param>
internal readonly record struct Cut(int Border, int Wanted, int BlockSize)
{
    /// <summary>Probability that a row of the border block is among the k.</summary>
    public double Share => (double)Wanted / BlockSize;

    public static Cut Top(RankedColumn column, int k)
    {
        var border = column.Ranks[column.Order[column.Count - k]];
        return new(border, k - (column.Count - column.Starts[border + 1]), column.GroupSize(border));
    }

    public static Cut Bottom(RankedColumn column, int k)
    {
        var border = column.Ranks[column.Order[k - 1]];
        return new(border, k - column.Starts[border], column.GroupSize(border));
    }
}
