using System.Globalization;

namespace NasPipelines;

/// <summary>A value with its bootstrap interval.</summary>
/// <param name="Value">The value on all rows; NaN where undefined.</param>
/// <param name="Lower">Lower end of the percentile interval.</param>
/// <param name="Upper">Upper end of the percentile interval.</param>
/// <param name="StandardError">Standard deviation over the resamples.</param>
/// <param name="Resamples">Number of resamples in which the value is defined; the interval rests on these.</param>
public readonly record struct CriterionInterval(double Value, double Lower, double Upper, double StandardError, int Resamples)
{
    /// <summary>The value and its interval with three decimals.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:F3} [{Lower:F3}, {Upper:F3}]");

    internal static CriterionInterval Of(double value, IEnumerable<double> resampled, double confidence)
    {
        double[] sorted = [.. resampled.Where(v => !double.IsNaN(v)).Order()];
        if (sorted.Length == 0)
        {
            return new(value, double.NaN, double.NaN, double.NaN, 0);
        }

        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, sorted.Length - 1));
        return new(value, Quantile(sorted, (1 - confidence) / 2), Quantile(sorted, (1 + confidence) / 2), deviation, sorted.Length);
    }

    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        return sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
