using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>Estimators that are measured one by one and together.</summary>
/// <param name="Name">What it is called where a process is started for it.</param>
/// <param name="Members">The estimators.</param>
internal sealed record PlainGroup(string Name, IReadOnlyList<PlainProxy> Members)
{
    /// <summary>Those of zero-cost-nas (Abdelfattah et al. 2021) and NASWOT.</summary>
    public static PlainGroup ZeroCostNas { get; } = new("peers", PlainProxies.All);

    /// <summary>Those that hold, or held, the record since.</summary>
    public static PlainGroup Recent { get; } = new("peers-recent", RecentProxies.All);

    public IReadOnlyList<ZeroShotProxy> Proxies { get; } = [.. Members.Select(member => ZeroShotProxies.Get(member.Name))];

    public static PlainGroup Get(string name) => new[] { ZeroCostNas, Recent }.First(group => group.Name == name);
}
