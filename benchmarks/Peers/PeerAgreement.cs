namespace NasPipelines.Benchmarks.Peers;

/// <summary>Whether two ways give the same scores.</summary>
internal sealed class PeerAgreement(PlainGroup group)
{
    private readonly int[] _scales =
        [.. group.Members.Select(member => group.Members.ToList().FindIndex(other => other.Name == member.Scale))];

    public double[] Differences { get; } = new double[group.Members.Count];

    public bool Holds => Enumerable.Range(0, group.Members.Count).All(HoldsFor);

    public bool HoldsFor(int proxy) => Differences[proxy] <= group.Members[proxy].Tolerance;

    public void Add(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Differences[i] = Math.Max(Differences[i], Difference(expected[i], actual[i], expected[_scales[i]]));
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
