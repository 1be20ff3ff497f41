using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>Whether two ways give the same scores.</summary>
internal sealed class PeerAgreement(IReadOnlyList<ZeroShotProxy> proxies)
{
    private const string Cancelling = "plain";

    /// <summary>
    /// Largest relative difference: float32 sums in another order. <c>plain</c>, a sum of terms that cancel, is held against the sum of
    /// their magnitudes, which is <c>snip</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Tolerance { get; } = new Dictionary<string, double>
    {
        ["grad_norm"] = 1e-3,
        [Cancelling] = 1e-4,
        ["snip"] = 1e-3,
        ["fisher"] = 5e-3,
        ["grasp"] = 1e-2,
        ["jacob_cov"] = 1e-3,
        ["synflow"] = 1e-9,
        ["relu_logdet"] = 1e-5,
    };

    public double[] Differences { get; } = new double[proxies.Count];

    public bool Holds => Enumerable.Range(0, proxies.Count).All(HoldsFor);

    public bool HoldsFor(int proxy) => Differences[proxy] <= Tolerance[proxies[proxy].Name];

    public void Add(double[] expected, double[] actual)
    {
        for (var i = 0; i < proxies.Count; i++)
        {
            var scale = proxies[i].Name == Cancelling ? expected[proxies.ToList().FindIndex(p => p.Name == "snip")] : expected[i];
            Differences[i] = Math.Max(Differences[i], Difference(expected[i], actual[i], scale));
        }
    }

    /// <summary>Nothing where neither has a value, infinite where only one has.</summary>
    private static double Difference(double expected, double actual, double scale) =>
        (double.IsFinite(expected), double.IsFinite(actual)) switch
        {
            (true, true) => expected == actual ? 0 : Math.Abs((expected - actual) / scale),
            (false, false) => 0,
            _ => double.PositiveInfinity,
        };
}
