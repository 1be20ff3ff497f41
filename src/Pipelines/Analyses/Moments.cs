namespace NasPipelines.Analyses;

/// <summary>Means with their errors, and intervals of proportions.</summary>
internal static class Moments
{
    /// <summary>The standard normal quantile of a two-sided 95 % interval.</summary>
    public const double Normal95 = 1.959963984540054;

    public static (double Mean, double Error) MeanAndError(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        foreach (var v in values)
        {
            sum += v;
        }

        var mean = sum / values.Length;
        foreach (var v in values)
        {
            squares += (v - mean) * (v - mean);
        }

        return (mean, values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1) / values.Length) : double.NaN);
    }
}
