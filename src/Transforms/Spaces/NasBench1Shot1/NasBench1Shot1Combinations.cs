using System.Collections.Immutable;
using System.Numerics;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>The sets of parents that a vertex can have.</summary>
internal static class NasBench1Shot1Combinations
{
    private const int MostParents = 3;

    private static readonly ImmutableArray<ImmutableArray<int>> AllCombinations =
        [.. from vertex in Enumerable.Range(
            0, NasBench101Cell.MaxVertices) from count in Enumerable.Range(0, MostParents + 1) select Choose(vertex, count)];

    /// <summary>The sets of so many of the vertices before one, as masks, in lexicographic order of their members.</summary>
    public static ImmutableArray<int> Of(int vertex, int count) => AllCombinations[(vertex * (MostParents + 1)) + count];

    // Lexicographic order of members is descending order of the mask read with vertex 0 as its highest bit.
    private static ImmutableArray<int> Choose(int vertices, int count) =>
        [.. Enumerable.Range(0, 1 << vertices).Where(mask => BitOperations.PopCount((uint)mask) == count).OrderByDescending(Mirrored)];

    private static int Mirrored(int mask) =>
        Enumerable.Range(0, NasBench101Cell.MaxVertices).Sum(bit => (mask >> bit & 1) << (NasBench101Cell.MaxVertices - bit));

    /// <summary>The digits of the members of a set.</summary>
    public static string Members(int mask) =>
        string.Concat(Enumerable.Range(0, NasBench101Cell.MaxVertices).Where(vertex => (mask >> vertex & 1) != 0).Select(
            vertex => (char)('0' + vertex)));
}
