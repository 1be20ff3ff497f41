using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>The ways to compute the same scores, each as a list of runs that together score one architecture.</summary>
internal sealed class PeerWays : IDisposable
{
    private readonly PlainGroup _group;
    private readonly List<ZeroShotEngine> _alone;
    private readonly ZeroShotEngine _set;
    private readonly ZeroShotEngine _functional;

    public PeerWays(PlainGroup group, ImageBatch batch, int threads)
    {
        _group = group;
        _alone = [.. group.Proxies.Select(p => Workload.Engine([p], batch, threads, ScoredNetwork.Encoded))];
        _set = Workload.Engine(group.Proxies, batch, threads, ScoredNetwork.Encoded);
        _functional = Workload.Engine(group.Proxies, batch, threads);
    }

    /// <summary>Plain modules, a run per proxy.</summary>
    public const string Plain = "plain";

    /// <summary>The engine, a run per proxy, on the same network.</summary>
    public const string Alone = "alone";

    /// <summary>The engine, one run, on the same network.</summary>
    public const string Set = "set";

    /// <summary>The engine, one run, on the network that it takes by default: without dead edges.</summary>
    public const string Functional = "functional";

    public static IReadOnlyList<string> Names { get; } = [Plain, Alone, Set, Functional];

    public IReadOnlyList<Func<double[]>> Runs(string way, Architecture architecture, PlainSubject? subject) => way switch
    {
        Plain => [.. _group.Members.Select(p => (Func<double[]>)(() => [p.Score(subject!)]))],
        Alone => [.. _alone.Select(e => (Func<double[]>)(() => Workload.Score(e, architecture)))],
        Set => [() => Workload.Score(_set, architecture)],
        Functional => [() => Workload.Score(_functional, architecture)],
        _ => throw new ArgumentException($"Unknown way '{way}'; known: {string.Join(", ", Names)}.", nameof(way)),
    };

    public void Dispose()
    {
        foreach (var engine in _alone.Append(_set).Append(_functional))
        {
            engine.Dispose();
        }
    }
}
