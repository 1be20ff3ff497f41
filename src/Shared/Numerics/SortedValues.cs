namespace NasPipelines.Numerics;

/// <summary>What is told of sorted values.</summary>
internal static class SortedValues
{
    /// <summary>The value below which a share of sorted values lies, between the two nearest of them.</summary>
    /// <param name="sorted">At least one value, the least first.</param>
    /// <param name="share">In [0, 1].</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
