namespace NasPipelines.Analyses;

/// <summary>The rows in which no column is NaN.</summary>
internal sealed class CompleteRows
{
    private readonly int _total;

    private CompleteRows(int[] kept, int total) => (Kept, _total) = (kept, total);

    public int[] Kept { get; }

    public int Missing => _total - Kept.Length;

    /// <exception cref="ArgumentException">The lengths differ, or there is no such row.</exception>
    public static CompleteRows Of(params ReadOnlySpan<double[]> columns)
    {
        var total = columns[0].Length;
        var present = new bool[total];
        Array.Fill(present, true);
        foreach (var column in columns)
        {
            if (column.Length != total)
            {
                throw new ArgumentException($"All columns must have the same length (were {total} and {column.Length}).");
            }

            for (var row = 0; row < total; row++)
            {
                present[row] &= !double.IsNaN(column[row]);
            }
        }

        int[] kept = [.. Enumerable.Range(0, total).Where(row => present[row])];
        return kept.Length > 0 ? new(kept, total) : throw new ArgumentException($"None of the {total} rows has all values.");
    }

    public static CompleteRows Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> third) =>
        Of(first.ToArray(), second.ToArray(), third.ToArray());

    public double[] Take(ReadOnlySpan<double> column)
    {
        var taken = new double[Kept.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = column[Kept[i]];
        }

        return taken;
    }
}
