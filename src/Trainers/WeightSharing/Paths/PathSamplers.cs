using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>The path samplers that come with the product.</summary>
public static class PathSamplers
{
    /// <summary>All of them, a line each.</summary>
    public static IReadOnlyList<PathSampler> All { get; } =
    [
        new UniformPaths(),
        new DeIsomorphicPaths("deiso", ArchitectureEquivalence.Literature),
        new DeIsomorphicPaths("deiso-functional", ArchitectureEquivalence.Functional),
        new FairPaths("fair", dropUntrainable: false),
        new FairPaths("fair-published", dropUntrainable: true),
        new ComplexityBalancedPaths(),
    ];

    /// <summary>The sampler of a given name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static PathSampler Get(string name) =>
        Named.Get(All, sampler => sampler.Name, "path sampler", name);
}
