using NasPipelines.Architectures;
using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

/// <summary>Makes up scores and counts how often it is asked: <c>a</c> any number, <c>b</c> missing for a third, <c>cost</c> of the encoding.</summary>
internal sealed class CountingScorer(long seed = 0, bool failing = false, double bias = 0) : IArchitectureScorer
{
    public int Calls { get; private set; }

    public SearchSpace Space => SearchSpaces.NasBench201;

    public IReadOnlyList<ScoreDescription> Scores { get; } = [new("a", default, false), new("b", ScoreDirection.LowerIsBetter, false), new("cost", default, true)];

    public string Specification => $"counting {seed}";

    public string Provenance => $"{{\"Seed\":{seed},\"Size\":4}}";

    public string SpecificationOf(int score) => $"{Specification} {Scores[score].Name}";

    public string KeyOf(Architecture architecture) => architecture.Canonical;

    public ScoreRow Score(Architecture architecture, CancellationToken cancellation)
    {
        Calls++;
        if (failing)
        {
            throw new NativeError("out of memory\nat somewhere");
        }

        var random = new SplitMix64(Fnv1a.Hash(architecture.Canonical) + (ulong)seed);
        var value = (random.NextInteger(1000003) / 7.0) + bias;
        return new([random.NextInteger(5) == 0 ? -0.0 : value, random.NextInteger(3) == 0 ? ScoreValue.Missing("singular") : -value / 3, default], [0.5, 0.25, 0]);
    }

    public ScoreRow ScoreEncoding(Architecture architecture) => new([default, default, architecture.Text.Length], [0, 0, 0]);

    public void Dispose()
    {
    }

    private sealed class NativeError(string message) : System.Runtime.InteropServices.ExternalException(message);
}
