namespace NasPipelines.Spaces.Features;

/// <summary>
/// A directed acyclic graph with operations on its edges, seen through a set of operations: the edges of others are not there.
/// </summary>
/// <param name="nodes">Number of nodes.</param>
/// <param name="edges">The edges with their operations, each from a node to a later one, ordered by where they lead to.</param>
internal readonly ref struct EdgeGraph(int nodes, ReadOnlySpan<GraphEdge> edges)
{
    private readonly ReadOnlySpan<GraphEdge> _edges = edges;

    /// <summary>Number of edges on the shortest path between two nodes; null where there is no path.</summary>
    public int? Shortest(int allowed, int from, int to) => Path(allowed, from, to, Math.Min);

    /// <summary>Number of edges on the longest path between two nodes; null where there is no path.</summary>
    public int? Longest(int allowed, int from, int to) => Path(allowed, from, to, Math.Max);

    /// <summary>Number of edges.</summary>
    public int Count(int allowed) => Count(allowed, static _ => true);

    /// <summary>Number of edges that leave a node.</summary>
    public int Leaving(int allowed, int node) => Count(allowed, edge => edge.From == node);

    /// <summary>Number of edges that enter a node.</summary>
    public int Entering(int allowed, int node) => Count(allowed, edge => edge.To == node);

    private int? Path(int allowed, int from, int to, Func<int, int, int> better)
    {
        Span<int> length = stackalloc int[nodes];
        length.Fill(-1);
        length[from] = 0;
        foreach (var edge in _edges)
        {
            if (edge.IsAmong(allowed) && length[edge.From] >= 0)
            {
                var through = length[edge.From] + 1;
                length[edge.To] = length[edge.To] < 0 ? through : better(length[edge.To], through);
            }
        }

        return length[to] < 0 ? null : length[to];
    }

    private int Count(int allowed, Func<GraphEdge, bool> isCounted)
    {
        var count = 0;
        foreach (var edge in _edges)
        {
            count += edge.IsAmong(allowed) && isCounted(edge) ? 1 : 0;
        }

        return count;
    }
}
