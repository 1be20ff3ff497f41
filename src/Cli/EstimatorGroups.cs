using NasPipelines.ZeroShot;

namespace NasPipelines.Cli;

/// <summary>Estimators that are asked for together; what an estimator reads decides which groups it is in.</summary>
internal static class EstimatorGroups
{
    private const ZeroShotNeeds Backwards = ZeroShotNeeds.LossGradient | ZeroShotNeeds.HessianGradient | ZeroShotNeeds.OutputSaliency
        | ZeroShotNeeds.InputJacobian | ZeroShotNeeds.HalfBatchGradients | ZeroShotNeeds.TangentKernel | ZeroShotNeeds.BlockFeatures
        | ZeroShotNeeds.LayerDerivatives | ZeroShotNeeds.ReluCorrelation | ZeroShotNeeds.GradientSigns;

    private static readonly (string Name, string Description, Func<ZeroShotProxy, bool> Has)[] Groups =
    [
        ("all", "every estimator", _ => true),
        ("fast", "no backward pass of a batch", proxy => (proxy.Needs & Backwards) == 0),
        ("label-free", "no classes of images", proxy => !proxy.NeedsLabels),
        ("forward-only", "nothing is differentiated", proxy => proxy.IsForwardOnly),
    ];

    /// <summary>The groups' names.</summary>
    public static string[] Names { get; } = [.. Groups.Select(group => group.Name)];

    /// <summary>What the groups are, for people.</summary>
    public static string Description => string.Join("; ", Groups.Select(group => $"{group.Name}: {group.Description}"));

    /// <summary>The groups with what they are and the estimators in them.</summary>
    public static IEnumerable<(string Name, string Description, IEnumerable<string> Estimators)> All => Groups.Select(
        group => (group.Name, group.Description, ZeroShotProxies.All.Where(group.Has).Select(proxy => proxy.Name)));

    /// <summary>The groups that an estimator is in.</summary>
    public static IEnumerable<string> Of(ZeroShotProxy proxy) => Groups.Where(group => group.Has(proxy)).Select(group => group.Name);

    /// <summary>The estimators of names and groups; what a group has in common with the others is taken once.</summary>
    /// <exception cref="WrongUseException">One is neither.</exception>
    public static string[] Expand(IReadOnlyCollection<string> names)
    {
        List<string> taken = [];
        foreach (var name in names)
        {
            var group = Groups.FirstOrDefault(group => Same(group.Name, name)).Has;
            taken.AddRange(
                group is null
                    ? [Known(name)]
                    : ZeroShotProxies.All.Where(group).Select(p => p.Name).Where(p => !taken.Contains(p) && !names.Any(n => Same(n, p))));
        }

        return [.. taken];
    }

    private static bool Same(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Known(string name)
    {
        if (ZeroShotProxies.Families.Any(family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase)))
        {
            return OfFamily(name);
        }

        string[] known = [.. ZeroShotProxies.All.Select(proxy => proxy.Name)];
        return Array.Find(known, estimator => Same(estimator, name)) ?? throw new WrongUseException(
            $"--proxies: Unknown proxy '{name}'; known: {string.Join(", ", known)}; counts: "
                + $"{string.Join(", ", ZeroShotProxies.Families.Select(family => family + "…"))}; groups: {string.Join(", ", Names)}"
                + Nearest.Meant(name, known.Concat(Names)));
    }

    private static string OfFamily(string name)
    {
        try
        {
            return ZeroShotProxies.Get(name).Name;
        }
        catch (ArgumentException e)
        {
            throw new WrongUseException($"--proxies: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
