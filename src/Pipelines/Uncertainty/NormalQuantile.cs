using MathNet.Numerics.Distributions;

namespace NasPipelines.Uncertainty;

/// <summary>Quantiles of the standard normal distribution.</summary>
internal static class NormalQuantile
{
    /// <summary>The z that lies above a share in (0, 1) of all values.</summary>
    public static double Of(double share) => Normal.InvCDF(0, 1, share);
}
