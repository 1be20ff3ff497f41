using System.Globalization;

namespace NasPipelines.Analyses;

/// <summary>A share of independent cases with its 95 % interval (Wilson 1927), which stays in [0, 1] and is sound for few cases.</summary>
/// <example>8 of 10: 0.8 [0.490, 0.943].</example>
internal sealed class Proportion
{
    internal Proportion(double successes, long cases) => (Successes, Cases) = (successes, cases);

    /// <summary>Number of successes; equal values count one half.</summary>
    internal double Successes { get; }

    /// <summary>Number of cases.</summary>
    internal long Cases { get; }

    /// <summary>The share; NaN where there are no cases.</summary>
    public double Value => Successes / Cases;

    /// <summary>Lower end of the interval.</summary>
    public double Lower => Centre - HalfWidth;

    /// <summary>Upper end of the interval.</summary>
    public double Upper => Centre + HalfWidth;

    private static double Z2 => Moments.Normal95 * Moments.Normal95;

    private double Centre => (Successes + Z2 / 2) / (Cases + Z2);

    private double HalfWidth => Moments.Normal95 / (Cases + Z2) * Math.Sqrt(Successes * (Cases - Successes) / Cases + Z2 / 4);

    /// <summary>The share and its interval, for results that show them.</summary>
    public (double Value, double Lower, double Upper) Shown => (Value, Lower, Upper);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:F3} [{Lower:F3}, {Upper:F3}]");
}
