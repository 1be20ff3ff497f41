using Microsoft.ML;
using NasPipelines.Numerics;
using NasPipelines.Spaces;

namespace NasPipelines.Data;

/// <summary>The subsets that have names.</summary>
internal static class NamedSubsets
{
    private const int PublishedLabels = 1024;

    /// <summary>All of them. Adding one is one line here.</summary>
    public static IReadOnlyList<NamedSubset> All { get; } =
    [
        new("unique", "the first of each class of equal architectures",
            (_, table) => FirstOfEach(table(), ArchitectureEquivalence.Literature)),
        new("unique-functional", "the first of each class of architectures that compute the same",
            (_, table) => FirstOfEach(table(), ArchitectureEquivalence.Functional)),
        new("connected", "the output depends on the input",
            (_, table) => Array.ConvertAll(table().Architectures, table().Space.IsConnected)),
        new("no-unreachable", "no operation is unreachable or of no use: 9,445 cells of NAS-Bench-201",
            (_, table) => Array.ConvertAll(table().Architectures, table().Space.UsesEveryOperation)),
        new("published-1024", "1,024 of no-unreachable drawn once for all, as many as published predictors learn from",
            (_, table) => Drawn(table(), PublishedLabels)),
        new("three-seeds", "three trainings of each architecture are there", (data, _) => SeedColumns.WithAtLeast(data, 3)),
    ];

    private static bool[] FirstOfEach(ArchitectureColumns table, ArchitectureEquivalence equivalence)
    {
        HashSet<string> seen = [];
        return Array.ConvertAll(table.Architectures, a => seen.Add(table.Space.CanonicalForm(a, equivalence)));
    }

    // Those with the smallest hashes: the same architectures whatever the order of rows, and whatever else is in the table.
    private static bool[] Drawn(ArchitectureColumns table, int count)
    {
        string[] drawn =
        [
            .. table.Architectures.Where(table.Space.UsesEveryOperation).Select(a => a.Text).Distinct()
                .OrderBy(text => SplitMix64.Mix(Fnv1a.Hash(text))).ThenBy(text => text, StringComparer.Ordinal).Take(count),
        ];
        if (drawn.Length < count)
        {
            throw new ArgumentException(
                $"The subset 'published-{count}' needs {count} architectures without operations of no use; there are {drawn.Length}.");
        }

        var chosen = drawn.ToHashSet(StringComparer.Ordinal);
        return Array.ConvertAll(table.Architectures, a => chosen.Contains(a.Text));
    }
}
