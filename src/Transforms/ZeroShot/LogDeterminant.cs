using MathNet.Numerics.LinearAlgebra;

namespace NasPipelines.ZeroShot;

/// <summary>Logarithms of the sizes of determinants.</summary>
internal static class LogDeterminant
{
    // Pivots of a singular matrix vanish up to rounding.
    private const double Rounding = 1e-12;

    /// <summary>log |det K|; null where K is singular.</summary>
    /// <param name="kernel">[n × n].</param>
    /// <param name="n">Rows.</param>
    public static double? Of(ReadOnlySpan<double> kernel, int n)
    {
        var upper = Matrix<double>.Build.Dense(n, n, kernel.ToArray()).LU().U.Diagonal();
        var scale = upper.Select(Math.Abs).Max();
        return scale == 0 || upper.Any(u => Math.Abs(u) <= Rounding * scale) ? null : upper.Sum(u => Math.Log(Math.Abs(u)));
    }
}
