using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.ZeroShot;

/// <summary>The zero-shot estimators that come with the product.</summary>
public static class ZeroShotProxies
{
    /// <summary>All of them. Adding a proxy is one line here; the conformance suite then tests it.</summary>
    public static IReadOnlyList<ZeroShotProxy> All { get; } =
    [
        new Params(),
        new Flops(),
        new Activations(),
        new ParamsActive(),
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
        new Near(),
        new Vkdnw(),
        new VkdnwEntropy(),
        new Epsinas(),
        new Wrcor(),
        new GradSign(),
        new LinearRegions(),
        new Rbflex(),
        new Dextr(),
        new AzExpressivity(),
        new AzProgressivity(),
        new AzTrainability(),
        new AzComplexity(),
    ];

    /// <summary>The families of counts that are made of their names, and so not listed: how the name of each starts.</summary>
    public static IReadOnlyList<string> Families { get; } = [OperationCount.Prefix, OperationCount.MinusPrefix, StageParameters.Prefix];

    /// <summary>
    /// The proxy of a given name, or of a family of counts: <c>count:normal:pool</c>, <c>minus-count:skip_connect</c>,
    /// <c>params_stage:2</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static ZeroShotProxy Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? OfFamily(name)
            ?? throw new ArgumentException(
                $"Unknown proxy '{name}'; known: {string.Join(", ", All.Select(p => p.Name))}; counts: "
                + $"{string.Join(", ", Families.Select(family => family + "…"))}.", nameof(name));
    }

    /// <summary>Whether a proxy comes with the product, so that its name and version say what it computes.</summary>
    internal static bool Includes(ZeroShotProxy proxy) => All.Contains(proxy) || proxy is OperationCount or StageParameters;

    private static ZeroShotProxy? OfFamily(string name) => (ZeroShotProxy?)OperationCount.Parse(name) ?? StageParameters.Parse(name);
}
