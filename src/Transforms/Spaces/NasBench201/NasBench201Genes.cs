using NasPipelines.Files;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>
/// What the genes of NAS-Bench-201 mean: the operations on edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3, the order of the benchmark's string.
/// </summary>
internal static class NasBench201Genes
{
    public const int Edges = 6;
    public const int None = 0;
    public const int Skip = 1;
    public const int Convolution1 = 2;
    public const int Convolution3 = 3;
    public const int Pool = 4;

    /// <summary>The nodes that each edge joins.</summary>
    public static readonly (int From, int To)[] EdgeList = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)];

    /// <summary>The operations of an edge; a gene is an index into this list.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];

    /// <summary>The index of an operation; nni leaves the prefix of convolutions out.</summary>
    /// <exception cref="FormatException">There is no such operation; the message says on which edge it was found.</exception>
    public static int Operation(ReadOnlySpan<char> name, int edge)
    {
        for (var i = 0; i < Operations.Count; i++)
        {
            if (name.SequenceEqual(Operations[i]) || (name.StartsWith("conv_") && Operations[i].AsSpan().EndsWith(name)))
            {
                return i;
            }
        }

        throw new FormatException(
            $"{EdgeName(edge)} has the unknown operation '{ShownText.Of(name)}'; known: {string.Join(", ", Operations)}.");
    }

    public static string EdgeName(int edge) => $"edge {EdgeList[edge].From}-{EdgeList[edge].To}";

    public static int Lexicographic(ReadOnlySpan<int> genes)
    {
        var number = 0;
        foreach (var gene in genes)
        {
            number = (number * Operations.Count) + gene;
        }

        return number;
    }

    public static int[] FromLexicographic(int number)
    {
        var genes = new int[Edges];
        for (var edge = Edges - 1; edge >= 0; edge--)
        {
            (number, genes[edge]) = int.DivRem(number, Operations.Count);
        }

        return genes;
    }

    /// <summary>The edges on a path of operations other than none from node 0 to node 3.</summary>
    public static bool[] LiveEdges(ReadOnlySpan<int> genes)
    {
        Span<bool> reached = [true, false, false, false];
        Span<bool> needed = [false, false, false, true];
        for (var edge = 0; edge < Edges; edge++)
        {
            reached[EdgeList[edge].To] |= genes[edge] != None && reached[EdgeList[edge].From];
        }

        for (var edge = Edges - 1; edge >= 0; edge--)
        {
            needed[EdgeList[edge].From] |= genes[edge] != None && needed[EdgeList[edge].To];
        }

        var live = new bool[Edges];
        for (var edge = 0; edge < Edges; edge++)
        {
            live[edge] = genes[edge] != None && reached[EdgeList[edge].From] && needed[EdgeList[edge].To];
        }

        return live;
    }
}
