using System.Numerics;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>
/// The graphs of the published generator without loose ends, in its order, unused vertices without parents. It chooses a vertex's parents
/// and descends into them one after the other, yielding as soon as the graph is complete; what a first parent's descent adds is forgotten
/// when the second one's begins, so that only graphs which one descent completes are found.
/// </summary>
internal sealed class NasBench1Shot1Published(NasBench1Shot1Genes layout)
{
    public IEnumerable<NasBench101Cell> Topologies() => Descend(new(layout.Counts.Length + 1, 0, 0), layout.Counts.Length);

    private IEnumerable<NasBench101Cell> Descend(NasBench101Cell cell, int vertex)
    {
        if (IsComplete(cell))
        {
            yield return cell;
            yield break;
        }

        foreach (var added in vertex == 0 ? [] : AddedParents(cell, vertex))
        {
            var grown = cell;
            for (var rest = added; rest != 0; rest &= rest - 1)
            {
                var parent = BitOperations.TrailingZeroCount(rest);
                grown = grown with { Edges = grown.Edges | 1 << (NasBench101Cell.FirstEdge(vertex) + parent) };
                foreach (var complete in Descend(grown, parent))
                {
                    yield return complete;
                }
            }
        }
    }

    private IEnumerable<int> AddedParents(NasBench101Cell cell, int vertex)
    {
        // The published code sets the first vertex's only parent even where it is set.
        var present = vertex == 1 ? 0 : cell.Parents(vertex);
        return NasBench1Shot1Combinations.Of(vertex, layout.Counts[vertex - 1] - BitOperations.PopCount((uint)present)).Where(
            added => (added & present) == 0);
    }

    /// <summary>
    /// Whether every vertex with children or parents has its number of parents, and the input and another vertex have children.
    /// </summary>
    private bool IsComplete(NasBench101Cell cell)
    {
        int withParents = 0, withChildren = 0;
        for (var vertex = 1; vertex < cell.Vertices; vertex++)
        {
            var parents = cell.Parents(vertex);
            if (parents != 0 && BitOperations.PopCount((uint)parents) != layout.Counts[vertex - 1])
            {
                return false;
            }

            withParents |= parents != 0 ? 1 << vertex : 0;
            withChildren |= parents;
        }

        return (withChildren & 1) != 0
            && (withChildren & ~1) != 0
            && BitOperations.PopCount((uint)withChildren) == BitOperations.PopCount((uint)withParents);
    }

    public static int UsedVertices(NasBench101Cell cell) =>
        Enumerable.Range(0, cell.Vertices).Aggregate(0, (used, vertex) => used | cell.Parents(vertex)) & ~1;

    /// <summary>The graph with the first choice of parents for each unused vertex, which makes it a loose end.</summary>
    public NasBench101Cell Completed(NasBench101Cell cell)
    {
        var edges = cell.Edges;
        for (var vertex = 1; vertex < cell.Output; vertex++)
        {
            edges |= cell.Parents(vertex) == 0
                ? NasBench1Shot1Combinations.Of(vertex, layout.Counts[vertex - 1])[0] << NasBench101Cell.FirstEdge(vertex)
                : 0;
        }

        return cell with { Edges = edges };
    }
}
