using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.ZeroShot;

/// <summary>The zero-shot estimators that come with the product.</summary>
public static class ZeroShotProxies
{
    /// <summary>All of them. Adding a proxy is one line here; the conformance suite then tests it.</summary>
    public static IReadOnlyList<ZeroShotProxy> All { get; } =
    [
        new Params(),
        new ParamsActive(),
        new Flops(),
        new Activations(),
        new Layers(),
        new Depth(),
        new WeightMemory(),
        new PeakActivations(),
        new GradNorm(),
        new Plain(),
        new Snip(),
        new Grasp(),
        new Fisher(),
        new FisherChannel(),
        new JacobCov(),
        new EpeNas(),
        new Synflow(),
        new SynflowBn(),
        new LogSynflow(),
        new ReluCount(),
        new ReluLogDet(),
        new Swap(),
        new SwapReg(),
        new Zico(),
        new Zen(),
        new Meco(),
        new Ntk(),
        new L2Norm(),
        new AzExpressivity(),
        new AzProgressivity(),
        new AzTrainability(),
        new AzComplexity(),
    ];

    /// <summary>The proxy of a given name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static ZeroShotProxy Get(string name) =>
        All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Unknown proxy '{name}'; known: {string.Join(", ", All.Select(p => p.Name))}.", nameof(name));
}
