using System.Collections.Immutable;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>
/// The published graph features of DARTS cells, 1,540 of them: for each cell <c>op_count</c>; <c>max_op_on_path</c>, edges of the longest
/// path from an input to the output, -1 where there is none; <c>node_degree</c>, edges that leave an input, and per node.
/// </summary>
/// <remarks>
/// The edges from the four nodes to the output are among every set and count in paths, but in no degree; <c>op_count_0</c> counts them.
/// </remarks>
internal sealed class NasBench301Features : CellFeatures
{
    private const int Nodes = 7;
    private const int Output = Nodes - 1;
    private const int Inputs = 2;

    private static readonly string[] InputNames = ["c_{k-2}", "c_{k-1}"];
    private static readonly GraphEdge[] Joining =
        [.. Enumerable.Range(Inputs, Output - Inputs).Select(node => new GraphEdge(node, Output, GraphEdge.Joining))];

    private readonly OperationSets _sets = new(NasBench301Genes.Operations);

    private NasBench301Features() => Names =
    [
        .. NasBench301Genes.Cells.SelectMany(cell => Enumerable.Range(0, NasBench301Genes.Operations.Count + 1).Select(
            operation => FormattableString.Invariant($"op_count_{cell}_{operation}"))),
        .. _sets.Names.SelectMany(set =>
            NasBench301Genes.Cells.SelectMany(cell => InputNames.Select(input => $"max_op_on_path_{set}_{cell}_{input}")).Concat(
            NasBench301Genes.Cells.SelectMany(cell => InputNames.Select(input => $"{input}_degree").Concat(["avg_in", "avg_out"]).Select(
                part => $"node_degree_{set}_{cell}_{part}")))),
    ];

    public static CellFeatures All { get; } = new NasBench301Features();

    public override ImmutableArray<string> Names { get; }

    public override double[] Of(ReadOnlySpan<int> genes)
    {
        GraphEdge[][] cells = [.. genes.ToArray().Chunk(NasBench301Genes.CellGenes).Select(EdgesOf)];
        var features = new List<double>(Names.Length);
        foreach (var edges in cells)
        {
            features.Add(Joining.Length);
            features.AddRange(NasBench301Genes.Operations.Select((_, operation) => (double)edges.Count(e => e.Operation == operation)));
        }

        foreach (var set in _sets.Masks)
        {
            foreach (var edges in cells)
            {
                var graph = new EdgeGraph(Nodes, edges);
                features.AddRange([graph.Longest(set, 0, Output) ?? -1, graph.Longest(set, 1, Output) ?? -1]);
            }

            foreach (var edges in cells)
            {
                var graph = new EdgeGraph(Nodes, edges.AsSpan(0, edges.Length - Joining.Length));
                var average = (double)graph.Count(set) / Nodes;
                features.AddRange([graph.Leaving(set, 0), graph.Leaving(set, 1), average, average]);
            }
        }

        return [.. features];
    }

    private static GraphEdge[] EdgesOf(int[] genes) =>
    [
        .. genes.Chunk(2).Select((edge, i) => new GraphEdge(edge[1], NasBench301Genes.NodeOf(2 * i), edge[0])),
        .. Joining,
    ];
}
