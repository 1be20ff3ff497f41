namespace NasPipelines.Uncertainty;

/// <summary>How correlation criteria of Gaussian columns and the correlation of those columns follow from each other.</summary>
internal static class Attenuation
{
    /// <summary>From the criterion to the correlation, and back.</summary>
    /// <exception cref="ArgumentException">The criterion has no such relation.</exception>
    public static (Func<double, double> Correlation, Func<double, double> Value) Of(string criterion) => criterion switch
    {
        "kendall" => (tau => Math.Sin(Math.PI * tau / 2), r => 2 / Math.PI * Math.Asin(r)), // Greiner 1909
        "spearman" => (rho => 2 * Math.Sin(Math.PI * rho / 6), r => 6 / Math.PI * Math.Asin(r / 2)), // Pearson 1907
        "pearson" => (r => r, r => r),
        _ => throw new ArgumentException(
            $"Unknown criterion of a ceiling '{criterion}'; known: kendall, spearman, pearson.", nameof(criterion)),
    };
}
