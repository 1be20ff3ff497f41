namespace NasPipelines.Uncertainty;

/// <summary>
/// Holm's correction for several tests (1979): the chance that any true hypothesis is rejected keeps to the level.
/// </summary>
internal static class HolmCorrection
{
    /// <summary>The adjusted p-values; NaN where there is none, which does not count as a test.</summary>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).Where(i => !double.IsNaN(values[i])).OrderBy(i => values[i])];
        var adjusted = new double[values.Count];
        Array.Fill(adjusted, double.NaN);
        var largest = 0.0;
        for (var place = 0; place < order.Length; place++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - place) * values[order[place]]));
            adjusted[order[place]] = largest;
        }

        return adjusted;
    }
}
