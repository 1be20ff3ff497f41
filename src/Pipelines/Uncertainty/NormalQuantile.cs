namespace NasPipelines.Uncertainty;

/// <summary>Quantiles of the standard normal distribution, to nine digits (Acklam's rational approximation).</summary>
internal static class NormalQuantile
{
    private static readonly double[] Centre =
    [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01,
        2.506628277459239e+00,
    ];

    private static readonly double[] CentreBelow =
        [-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1];

    private static readonly double[] Tail =
    [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00,
        2.938163982698783e+00,
    ];

    private static readonly double[] TailBelow =
        [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1];

    /// <summary>The z that lies above a share in (0, 1) of all values.</summary>
    public static double Of(double share)
    {
        const double TailShare = 0.02425;
        if (share > 1 - TailShare)
        {
            return -Of(1 - share);
        }

        if (share < TailShare)
        {
            var q = Math.Sqrt(-2 * Math.Log(share));
            return Polynomial(Tail, q) / Polynomial(TailBelow, q);
        }

        var d = share - 0.5;
        return d * Polynomial(Centre, d * d) / Polynomial(CentreBelow, d * d);
    }

    private static double Polynomial(double[] factors, double x) => factors.Aggregate(0.0, (sum, factor) => (sum * x) + factor);
}
