using System.Globalization;
using NasPipelines.Numerics;

namespace NasPipelines.Uncertainty;

/// <summary>A value with its interval over resamples or repetitions.</summary>
public sealed class CriterionInterval : PrintedResult
{
    private CriterionInterval(double value, double lower, double upper, double standardError, int resamples) =>
        (Value, Lower, Upper, StandardError, Resamples) = (value, lower, upper, standardError, resamples);

    /// <summary>The value on all rows; NaN where undefined.</summary>
    public double Value { get; }

    /// <summary>Lower end of the percentile interval.</summary>
    public double Lower { get; }

    /// <summary>Upper end of the percentile interval.</summary>
    public double Upper { get; }

    /// <summary>Standard deviation over the resamples.</summary>
    public double StandardError { get; }

    /// <summary>Number of resamples in which the value is defined; the interval rests on these.</summary>
    internal int Resamples { get; }

    /// <summary>The value and its interval with three decimals.</summary>
    private protected override string Print() => string.Create(CultureInfo.InvariantCulture, $"{Value:F3} [{Lower:F3}, {Upper:F3}]");

    internal static CriterionInterval Of(double value, IEnumerable<double> resampled, double confidence)
    {
        double[] sorted = [.. resampled.Where(v => !double.IsNaN(v)).Order()];
        if (sorted.Length == 0)
        {
            return new(value, double.NaN, double.NaN, double.NaN, 0);
        }

        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, sorted.Length - 1));
        return new(
            value, SortedValues.Quantile(sorted, (1 - confidence) / 2), SortedValues.Quantile(sorted, (1 + confidence) / 2), deviation,
            sorted.Length);
    }
}
