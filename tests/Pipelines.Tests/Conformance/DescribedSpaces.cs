using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Tests.Samples;

namespace NasPipelines.Tests.Conformance;

/// <summary>The spaces of the two described examples, and one with a choice of widths.</summary>
internal static class DescribedSpaces
{
    public const string Widths = """
        {
          "name": "wide-chain", "stem": { "channels": 8 },
          "stages": [
            { "block": "conv", "channels": [8, 12], "kernel": [1, 3] },
            { "block": "sepconv", "channels": [12, 16], "depth": [1, 2] }
          ]
        }
        """;

    public static IReadOnlyList<SearchSpace> Examples { get; } =
        [.. Directory.GetFiles(Repository.Path("samples", "spaces"), "*.json").Order(StringComparer.Ordinal).Select(SearchSpaceFile.Load)];

    public static IEnumerable<SearchSpace> All => Examples.Append(Wide);

    private static SearchSpace Wide { get; } = Of(Widths);

    public static SearchSpace Of(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("space.json"), text);
        return SearchSpaceFile.Load(folder.File("space.json"));
    }
}
