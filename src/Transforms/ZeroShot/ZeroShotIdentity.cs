using System.Text.Json;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.ZeroShot;

/// <summary>
/// What a zero-shot score depends on, and nothing else: not the device, as not the threads, whose values differ in rounding only. A journal
/// says of each run where it ran.
/// </summary>
internal static class ZeroShotIdentity
{
    /// <summary>The identity of the scores of one column, as JSON.</summary>
    /// <exception cref="InvalidOperationException">The settings of an estimator of one's own cannot be told.</exception>
    public static string Of(ZeroShotSpecification specification, SearchSpace space, ZeroShotProxy proxy, ScoreColumn column)
    {
        var listed = ZeroShotProxies.Includes(proxy);
        return JsonSerializer.Serialize(
            new
            {
                Kind = ZeroShotScorer.Kind,
                Estimator = proxy.Name,
                proxy.Version,
                Definition = listed ? null : Build(proxy.GetType()),
                Settings = listed ? null : proxy.Settings,
                Space = space.Name,
                SpaceDefinition = space.Definition,
                column.Statistic,
                specification.Seeds,
                specification.Initialisation,
                specification.DoublePrecision,
                specification.Form,
                specification.Network,
                specification.Compat,
                specification.Statistics,
                Images = proxy.NeedsImages ? specification.Images! with { Source = null } : null,
            },
            ZeroShotSpecification.Json);
    }

    // What somebody's own code computes is known by its build only.
    private static string Build(Type type) => $"{type.FullName} {type.Module.ModuleVersionId}";
}
