using System.Globalization;

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
        return new(value, Quantile(sorted, (1 - confidence) / 2), Quantile(sorted, (1 + confidence) / 2), deviation, sorted.Length);
    }

    /// <summary>
    /// The value and t standard errors of the resamples to either side, with n/(n - 1) for what resampling loses; on Fisher's scale, atanh,
    /// where the value is a correlation, which keeps the ends within [-1, 1] and covers where the value is near them.
    /// </summary>
    internal static CriterionInterval Studentised(
        double value, IReadOnlyList<double> resampled, int rows, double confidence, bool isCorrelation)
    {
        var percentile = Of(value, resampled, confidence);
        if (rows < 2 || !(percentile.StandardError > 0) || double.IsNaN(value) || (isCorrelation && Math.Abs(value) >= 1))
        {
            return percentile;
        }

        var error = percentile.StandardError * Math.Sqrt(rows / (rows - 1.0));
        var reach = StudentT.Quantile(confidence, rows - 1) * error;
        if (!isCorrelation)
        {
            return new(value, value - reach, value + reach, error, percentile.Resamples);
        }

        reach /= 1 - (value * value);
        return new(value, Math.Tanh(Math.Atanh(value) - reach), Math.Tanh(Math.Atanh(value) + reach), error, percentile.Resamples);
    }

    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        return sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
