using System.Collections.Immutable;

namespace NasPipelines.Spaces.Features;

/// <summary>
/// The features of cells with one input, one output and an operation on each edge, as published for NAS-Bench-201: <c>op_count</c>;
/// <c>min_path_len</c>, edges of the shortest path through a set of operations, the number of all edges where there is none;
/// <c>max_op_on_path</c>, those of the longest, 0 where there is none; <c>node_degree</c>: edges that leave the input (<c>in_degree</c>),
/// that enter the output (<c>out_degree</c>), and per node (<c>avg_in</c>, <c>avg_out</c>, which are equal).
/// </summary>
/// <remarks>
/// No operation is special: a path over <c>none</c> is a path. Where a cell's output brings all nodes together, edges from them to an
/// output of its own are among every set and count in paths, as published for DARTS; they are in no degree.
/// </remarks>
internal sealed class EdgeCellFeatures : CellFeatures
{
    private readonly int _nodes;
    private readonly int _output;
    private readonly (int From, int To)[] _edges;
    private readonly GraphEdge[] _joining;
    private readonly int[][] _operationOf; // by edge and gene: place in the features' list
    private readonly int _operations;
    private readonly OperationSets _sets;

    /// <param name="nodes">Nodes of a cell; the first is its input.</param>
    /// <param name="edges">The edges, ordered by where they lead to; a gene each.</param>
    /// <param name="choices">The operations that the values of each gene stand for.</param>
    /// <param name="operations">All operations, in the order of the features.</param>
    /// <param name="joinsNodes">Whether the output brings all nodes but the input together; it is the last node otherwise.</param>
    public EdgeCellFeatures(
        int nodes, IReadOnlyList<(int From, int To)> edges, IReadOnlyList<IReadOnlyList<string>> choices,
        IReadOnlyList<string> operations, bool joinsNodes = false)
    {
        _edges = [.. edges];
        _joining = joinsNodes ? [.. Enumerable.Range(1, nodes - 1).Select(node => new GraphEdge(node, nodes, GraphEdge.Joining))] : [];
        _nodes = joinsNodes ? nodes + 1 : nodes;
        _output = _nodes - 1;
        _operations = operations.Count;
        _operationOf = [.. choices.Select(names => names.Select(name => operations.ToList().IndexOf(name)).ToArray())];
        _sets = new OperationSets(operations);
        Names = NamesOf(operations.Count, _sets);
    }

    public override ImmutableArray<string> Names { get; }

    public override double[] Of(ReadOnlySpan<int> genes)
    {
        var edges = new GraphEdge[_edges.Length + _joining.Length];
        var features = new List<double>(Names.Length);
        features.AddRange(new double[_operations]);
        for (var edge = 0; edge < _edges.Length; edge++)
        {
            var operation = _operationOf[edge][genes[edge]];
            edges[edge] = new(_edges[edge].From, _edges[edge].To, operation);
            features[operation]++;
        }

        _joining.CopyTo(edges, _edges.Length);
        var all = new EdgeGraph(_nodes, edges);
        var chosen = new EdgeGraph(_nodes, edges.AsSpan(0, _edges.Length));
        foreach (var set in _sets.Masks)
        {
            features.Add(all.Shortest(set, 0, _output) ?? edges.Length);
        }

        foreach (var set in _sets.Masks)
        {
            features.Add(all.Longest(set, 0, _output) ?? 0);
        }

        foreach (var set in _sets.Masks)
        {
            var average = (double)chosen.Count(set) / _nodes;
            features.AddRange([chosen.Leaving(set, 0), chosen.Entering(set, _output), average, average]);
        }

        return [.. features];
    }
}
