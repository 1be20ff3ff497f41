using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Scoring;

/// <summary>
/// Makes up scores and counts how often it is asked: <c>a</c> any number, <c>b</c> missing for a third, <c>cost</c> of the encoding.
/// </summary>
internal sealed class CountingScorer(long seed = 0, bool failing = false, double bias = 0, string device = "cpu") : Scorer
{
    internal override string Device => device;

    private int _calls;

    public int Calls => _calls;

    /// <summary>Told the number of calls while each is at hand.</summary>
    public Action<int>? Called { get; set; }

    public bool IsDisposed { get; private set; }

    public override SearchSpace Space => SearchSpaces.NasBench201;

    public override IReadOnlyList<ScoreColumn> Columns { get; } =
        [new("a"), new("b", ScoreDirection.LowerIsBetter), new("cost", dependsOnEncoding: true)];

    public override string Provenance => $"{{\"Seed\":{seed},\"Size\":4}}";

    public override string IdentityOf(int column) => $"{{\"Column\":{column},\"Seed\":{seed},\"Size\":4}}";

    public override ScoreRow Score(Architecture architecture, ScoringContext context)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var calls = Interlocked.Increment(ref _calls);
        Called?.Invoke(calls);
        context.CancellationToken.ThrowIfCancellationRequested();
        if (failing)
        {
            throw new NativeError("out of memory\nat somewhere");
        }

        var random = new SplitMix64(Fnv1a.Hash(architecture.Canonical) + (ulong)seed);
        var value = (random.NextInteger(1000003) / 7.0) + bias;
        return new(
            [random.NextInteger(5) == 0 ? -0.0 : value, random.NextInteger(3) == 0 ? ScoreValue.Missing("singular") : -value / 3, default],
            [0.5, 0.25, 0]);
    }

    protected internal override ScoreRow ScoreEncoding(Architecture architecture, ScoringContext context) =>
        new([default, default, architecture.Text.Length]);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private sealed class NativeError(string message) : System.Runtime.InteropServices.ExternalException(message);
}
