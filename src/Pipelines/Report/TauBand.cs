using NasPipelines.Ranking.Statistics;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>The interval of Kendall's tau of some rows without resampling, in O(n log n).</summary>
/// <remarks>
/// The standard error is that of <see cref="KendallInfluence"/>; on Fisher's scale it is at least √(0.437/(n - 4)), that of normal columns
/// (Fieller, Hartley and Pearson 1957), which keeps intervals of few rows from being too short.
/// </remarks>
internal static class TauBand
{
    /// <summary>The fewest rows that have an interval.</summary>
    public const int Fewest = 5;

    /// <summary>The interval; NaN where there are fewer than five rows, or tau is undefined.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="confidence">How often an interval holds the value, in (0, 1).</param>
    public static (double Lower, double Upper) Of(RankedSample rows, double confidence)
    {
        if (rows.Count < Fewest || KendallInfluence.Of(rows) is not { Tau: not double.NaN } influence)
        {
            return (double.NaN, double.NaN);
        }

        double n = rows.Count, tau = Math.Clamp(influence.Tau, -1 + 1e-6, 1 - 1e-6);
        var spread = Math.Sqrt(influence.Values.Sum(v => v * v) / (n - 1));
        var error = Math.Max(spread / Math.Sqrt(n) / (1 - tau * tau), Math.Sqrt(0.437 / (n - 4)));
        var (middle, reach) = (Math.Atanh(tau), StudentT.Quantile(confidence, rows.Count - 1) * error);
        return (Math.Tanh(middle - reach), Math.Tanh(middle + reach));
    }
}
