using NasPipelines.Files;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// What the genes of NAS-Bench-101 mean, seven of them: the number of vertices, 2 to 7; the edges, bit x + y(y-1)/2 for the edge from x to
/// y with x smaller than y; then the operations of vertices 1 to 5, 0 for those that the cell does not have.
/// </summary>
internal static class NasBench101Genes
{
    private const int VerticesGene = 0;
    private const int EdgesGene = 1;

    /// <summary>The operations of a vertex; a gene is an index into this list.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3"];

    /// <summary>Number of vertices, list of edges, or operation.</summary>
    public static string Name(int gene, int value) => gene switch
    {
        VerticesGene => $"{value} vertices",
        EdgesGene => string.Join(' ', Edges(value).Prepend("edges")),
        _ => Operations[value],
    };

    /// <summary>Of two lists of edges only the edge that one of them has; null where that does not tell the change.</summary>
    public static (string From, string To)? Change(int gene, int from, int to) =>
        gene == EdgesGene && int.PopCount(from ^ to) == 1 ? (to & ~from) != 0 ? ("no edge", "edge") : ("edge", "no edge") : null;

    /// <summary>The index of an operation.</summary>
    /// <exception cref="FormatException">There is no such operation; the message says on which vertex it was found.</exception>
    public static int Operation(string name, int vertex)
    {
        for (var i = 0; i < Operations.Count; i++)
        {
            if (Operations[i] == name)
            {
                return i;
            }
        }

        throw new FormatException(
            $"vertex {vertex} has the unknown operation '{ShownText.Of(name)}'; known: {string.Join(", ", Operations)}.");
    }

    /// <exception cref="FormatException">The genes are no cell.</exception>
    public static void Validate(ReadOnlySpan<int> genes, string space)
    {
        if (genes.Length != NasBench101Cell.MaxInterior + 2)
        {
            throw new FormatException(
                $"An architecture of {space} has {NasBench101Cell.MaxInterior + 2} genes: vertices, edges and five operations "
                    + $"(found {genes.Length}).");
        }

        if (genes[0] is < 2 or > NasBench101Cell.MaxVertices)
        {
            throw new FormatException($"The number of vertices is not in [2, {NasBench101Cell.MaxVertices}] (found {genes[0]}).");
        }

        var edges = NasBench101Cell.FirstEdge(genes[0]);
        if (genes[1] < 0 || genes[1] >> edges != 0)
        {
            throw new FormatException($"The edges of {genes[0]} vertices are a number in [0, {(1 << edges) - 1}] (found {genes[1]}).");
        }

        for (var vertex = 1; vertex <= NasBench101Cell.MaxInterior; vertex++)
        {
            var limit = vertex < genes[0] - 1 ? Operations.Count - 1 : 0;
            if (genes[vertex + 1] < 0 || genes[vertex + 1] > limit)
            {
                throw new FormatException($"Vertex {vertex}: operation {genes[vertex + 1]} is not in [0, {limit}].");
            }
        }

        if (FaultOf(NasBench101Cell.FromGenes(genes)) is { } fault)
        {
            throw new FormatException(fault);
        }
    }

    public static string? FaultOf(NasBench101Cell cell)
    {
        var pruned = cell.Pruned();
        return pruned.Vertices == 0 ? "The cell has no path from its input to its output."
            : pruned.EdgeCount > NasBench101Cell.MaxEdges
                ? $"A cell has at most {NasBench101Cell.MaxEdges} edges on paths from its input to its output (found {pruned.EdgeCount})."
                : null;
    }

    private static IEnumerable<string> Edges(int mask)
    {
        for (var to = 1; to < NasBench101Cell.MaxVertices; to++)
        {
            for (var from = 0; from < to; from++)
            {
                if ((mask >> (NasBench101Cell.FirstEdge(to) + from) & 1) != 0)
                {
                    yield return $"{from}-{to}";
                }
            }
        }
    }
}
