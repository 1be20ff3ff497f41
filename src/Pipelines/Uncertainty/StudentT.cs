using MathNet.Numerics;

namespace NasPipelines.Uncertainty;

/// <summary>Student's distribution, by the incomplete beta function.</summary>
internal static class StudentT
{
    /// <summary>P(|T| ≥ |t|); 1 where t is 0, NaN where it is none.</summary>
    /// <param name="t">The value.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double TwoSided(double t, int freedom)
    {
        // The smaller of the two shares is computed: the other one is lost in what rounding leaves of it.
        var (far, near) = (freedom / (freedom + (t * t)), t * t / (freedom + (t * t)));
        return double.IsNaN(t) ? double.NaN
            : double.IsInfinity(t) ? 0
            : Math.Abs(t) > 1 ? SpecialFunctions.BetaRegularized(freedom / 2.0, 0.5, far)
            : 1 - SpecialFunctions.BetaRegularized(0.5, freedom / 2.0, near);
    }

    /// <summary>
    /// P-value of a value over its standard error; a resample of n rows varies by sqrt((n - 1) / n) too little, which is made good.
    /// </summary>
    public static double OfResamples(CriterionInterval interval, int rows) =>
        TwoSided(interval.Value / interval.StandardError * Math.Sqrt((rows - 1.0) / rows), rows - 1);

    /// <summary>The t for which P(|T| ≤ t) is a confidence in (0, 1).</summary>
    public static double Quantile(double confidence, int freedom)
    {
        double low = 0, high = 1;
        while (TwoSided(high, freedom) > 1 - confidence)
        {
            (low, high) = (high, 2 * high);
        }

        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = TwoSided(middle, freedom) > 1 - confidence ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
