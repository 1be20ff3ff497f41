namespace NasPipelines.Images;

/// <summary>The shapes of <see cref="TinyImages"/>: sets of points of the square [−1, 1]².</summary>
internal static class TinyShapes
{
    public static IReadOnlyList<(string Name, Func<double, double, bool> Contains)> All { get; } =
    [
        ("disc", (x, y) => (x * x) + (y * y) < 0.8),
        ("ring", (x, y) => ((x * x) + (y * y)) is > 0.3 and < 0.9),
        ("square", (x, y) => Largest(x, y) < 0.8),
        ("frame", (x, y) => Largest(x, y) is > 0.48 and < 0.86),
        ("triangle", (x, y) => y < 0.8 && y > (2 * Math.Abs(x)) - 0.9),
        ("plus", (x, y) => Math.Min(Math.Abs(x), Math.Abs(y)) < 0.28 && Largest(x, y) < 0.95),
        ("saltire", (x, y) => Math.Abs(Math.Abs(x) - Math.Abs(y)) < 0.36 && Largest(x, y) < 0.9),
        ("ell", (x, y) => Largest(x, y) < 0.9 && (x < -0.3 || y > 0.3)),
        ("tee", (x, y) => Largest(x, y) < 0.9 && (y < -0.3 || Math.Abs(x) < 0.3)),
        ("bars", (x, y) => Largest(x, y) < 0.9 && Math.Abs(x) > 0.3),
    ];

    private static double Largest(double x, double y) => Math.Max(Math.Abs(x), Math.Abs(y));
}
