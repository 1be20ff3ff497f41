namespace NasPipelines.Uncertainty;

/// <summary>Student's distribution, by the incomplete beta function.</summary>
internal static class StudentT
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>P(|T| ≥ |t|); 1 where t is 0, NaN where it is none.</summary>
    /// <param name="t">The value.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double TwoSided(double t, int freedom) =>
        double.IsNaN(t) ? double.NaN
        : double.IsInfinity(t) ? 0
        : IncompleteBeta(freedom / (freedom + (t * t)), freedom / 2.0, 0.5, t * t / (freedom + (t * t)));

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

    // complement = 1 - x, given apart because 1 - x loses it where t is small.
    private static double IncompleteBeta(double x, double a, double b, double complement)
    {
        if (x <= 0 || complement <= 0)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Log(x, complement)) + (b * Log(complement, x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(complement, b, a) / b);
    }

    private static double Log(double x, double complement) => complement < 0.5 ? -Series(complement) : Math.Log(x);

    // -log(1 - c) without the loss of 1 - c for small c.
    private static double Series(double c)
    {
        var oneLess = 1 - c;
        return oneLess == 1 ? c : -Math.Log(oneLess) * c / (1 - oneLess);
    }

    // Lentz's continued fraction.
    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        double Safe(double v) => Math.Abs(v) < Tiny ? Tiny : v;
        double c = 1, d = 1 / Safe(1 - ((a + b) * x / (a + 1))), result = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Safe(1 + (even * d));
            c = Safe(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Safe(1 + (odd * d));
            c = Safe(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-14)
            {
                break;
            }
        }

        return result;
    }

    private static double LogGamma(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        }

        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x - 1 + i);
        }

        var t = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
