using NasPipelines.Spaces;

namespace NasPipelines.Fixtures;

/// <summary>The search spaces that the samples' files describe, one object each.</summary>
public static class DescribedSpaces
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SearchSpace> All { get; } =
        [.. new[] { "small-cells.json", "mobile-chain.yaml" }.Select(name => SearchSpaces.FromFile(File(name)))];

    /// <summary>The path of a description by the name of its file.</summary>
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "spaces", name);
}
