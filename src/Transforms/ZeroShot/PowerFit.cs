namespace NasPipelines.ZeroShot;

/// <summary>Least squares fit of y = a + b·x^c, c below 1.</summary>
internal static class PowerFit
{
    private const double Least = -8;
    private const double Most = 0.99;
    private const double Step = 0.01;

    /// <summary>The exponent c; null where y does not fall with x.</summary>
    public static double? Of(double[] x, double[] y)
    {
        // For a given exponent a and b are linear, so that the exponent alone is searched: on a grid, then between its neighbours.
        var grid = Enumerable.Range(0, (int)Math.Round((Most - Least) / Step) + 1).Select(i => Least + (i * Step));
        var best = grid.MinBy(c => Linear(x, y, c).Error);
        var (low, high) = (best - Step, best + Step);
        for (var i = 0; i < 60; i++)
        {
            var (left, right) = (low + ((high - low) / 3), high - ((high - low) / 3));
            (low, high) = Linear(x, y, left).Error < Linear(x, y, right).Error ? (low, right) : (left, high);
        }

        var exponent = (low + high) / 2;
        return Linear(x, y, exponent).Factor * exponent < 0 ? exponent : null;
    }

    private static (double Factor, double Error) Linear(double[] x, double[] y, double exponent)
    {
        var powers = Array.ConvertAll(x, v => Math.Pow(v, exponent));
        var (meanPower, meanY) = (powers.Average(), y.Average());
        var spread = powers.Sum(p => (p - meanPower) * (p - meanPower));
        var factor = spread == 0 ? 0 : powers.Zip(y, (p, v) => (p - meanPower) * (v - meanY)).Sum() / spread;
        return (factor, powers.Zip(y, (p, v) => Math.Pow(v - meanY - (factor * (p - meanPower)), 2)).Sum());
    }
}
