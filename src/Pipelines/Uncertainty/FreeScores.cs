using System.Collections.Immutable;
using NasPipelines.ZeroShot;

namespace NasPipelines.Uncertainty;

/// <summary>Scores that cost nothing, since they are counted: what every estimator has to beat.</summary>
internal static class FreeScores
{
    /// <summary>Those that every evaluation shows, in this order.</summary>
    public static ImmutableArray<string> Always { get; } = ["params", "flops", "activations"];

    /// <summary>All that are listed, in the order that they are shown in; counts of a family are free as well.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. Always, "params_active", "macs", "layers", "depth", "weight_memory", "peak_activations"];

    /// <summary>Whether a score costs nothing.</summary>
    public static bool Has(string name) => Names.Contains(name) || IsOfFamily(name);

    /// <summary>Whether a name is one of a family of counts.</summary>
    public static bool IsOfFamily(string name) =>
        ZeroShotProxies.Families.Any(family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase));

    /// <summary>The place of a free score among those that are shown.</summary>
    public static int Order(string name) => Names.IndexOf(name) is >= 0 and var at ? at : Names.Length;
}
