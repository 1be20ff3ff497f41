using System.Collections.Immutable;
using System.Numerics;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>The sets of parents that a vertex can have.</summary>
internal static class NasBench1Shot1Combinations
{
    private const int MostParents = 3;

    private static readonly ImmutableArray<int>[] AllCombinations = All();

    /// <summary>The sets of so many of the vertices before one, as masks, in lexicographic order of their members.</summary>
    public static ImmutableArray<int> Of(int vertex, int count) => AllCombinations[(vertex * (MostParents + 1)) + count];

    // Made with the list of spaces, whichever of them is wanted: plain loops, which nas, compiled ahead, need not compile once more.
    private static ImmutableArray<int>[] All()
    {
        var all = new ImmutableArray<int>[NasBench101Cell.MaxVertices * (MostParents + 1)];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = Choose(i / (MostParents + 1), i % (MostParents + 1));
        }

        return all;
    }

    // Lexicographic order of members is descending order of the mask read with vertex 0 as its highest bit.
    private static ImmutableArray<int> Choose(int vertices, int count)
    {
        var chosen = new List<int>();
        for (var mirrored = (1 << vertices) - 1; mirrored >= 0; mirrored--)
        {
            if (BitOperations.PopCount((uint)mirrored) == count)
            {
                chosen.Add(Mirrored(mirrored, vertices));
            }
        }

        return [.. chosen];
    }

    private static int Mirrored(int mask, int vertices)
    {
        var mirrored = 0;
        for (var bit = 0; bit < vertices; bit++)
        {
            mirrored |= (mask >> bit & 1) << (vertices - 1 - bit);
        }

        return mirrored;
    }

    /// <summary>The digits of the members of a set.</summary>
    public static string Members(int mask) =>
        string.Concat(Enumerable.Range(0, NasBench101Cell.MaxVertices).Where(vertex => (mask >> vertex & 1) != 0).Select(
            vertex => (char)('0' + vertex)));
}
