namespace NasPipelines.Uncertainty;

/// <summary>
/// Intervals for a mean that hold at every sample size at once, so that one may look after each value and stop at will.
/// </summary>
/// <remarks>
/// Robbins's normal mixture with an estimated variance: an asymptotic confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas,
/// Annals of Statistics 2024, theorem 2.2), tightest about <see cref="TightestAt"/> values.
/// </remarks>
/// <param name="level">The chance that the intervals miss the mean at any time, in (0, 1).</param>
internal sealed class ConfidenceSequence(double level)
{
    private const double TightestAt = 300;

    private readonly double _mixture =
        ((-2 * Math.Log(level)) + Math.Log(-2 * Math.Log(level)) + 1) / TightestAt;

    /// <summary>How far the interval reaches to either side of the mean of n values.</summary>
    /// <param name="deviation">Standard deviation of a value.</param>
    /// <param name="n">Number of values.</param>
    public double Reach(double deviation, int n)
    {
        var m = (n * _mixture) + 1;
        return deviation * Math.Sqrt(2 * m / (n * (double)n * _mixture) * Math.Log(Math.Sqrt(m) / level));
    }
}
