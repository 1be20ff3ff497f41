using System.Collections.Immutable;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Described;

/// <summary>One cell, repeated in stages: an operation is chosen for each edge that has several.</summary>
internal sealed class CellSpace : DescribedSpace
{
    private readonly record struct Edge(int From, int To, IReadOnlyList<string> Operations, int Gene);

    private readonly ImmutableArray<Edge> _edges;

    public CellSpace(SpaceDescription description)
        : base(description)
    {
        var cell = description.Cell!;
        var pairs = cell.Edges ?? [.. from to in Enumerable.Range(1, cell.Nodes - 1)
                                      from start in Enumerable.Range(0, to)
                                      select new EdgeDescription { From = start, To = to }];
        var genes = 0;
        _edges = [.. pairs.OrderBy(e => e.To).ThenBy(e => e.From).Select(e => (e, Operations: e.Operations ?? cell.Operations)).Select(
            e => new Edge(e.e.From, e.e.To, e.Operations, e.Operations.Count > 1 ? genes++ : -1))];
        Choices = [.. _edges.Where(e => e.Gene >= 0).Select(e => new GeneChoice($"edge{e.From}-{e.To}", e.Operations))];
        Operations = [.. Choices.SelectMany(c => c.Values).Distinct(StringComparer.Ordinal)];
    }

    public override IReadOnlyList<GeneChoice> Choices { get; }

    public override IReadOnlyList<string> Operations { get; }

    public override bool HasSupernet => true;

    /// <summary>The operation: the same on every edge.</summary>
    public override string GeneName(int gene, int value) => Choices[gene].Values[value];

    public override bool IsConnected(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Live(architecture).Contains(true);
    }

    /// <summary>Operations of edges that are on no path from input to output do not count.</summary>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) =>
        equivalence == ArchitectureEquivalence.None ? Format(architecture) : Format(Representative(architecture));

    public override Architecture Representative(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var (live, genes) = (Live(architecture), architecture.Genes.ToArray());
        for (var i = 0; i < _edges.Length; i++)
        {
            if (!live[i] && _edges[i].Gene >= 0)
            {
                genes[_edges[i].Gene] = Math.Max(0, _edges[i].Operations.ToList().IndexOf(DescribedOperations.None));
            }
        }

        return new(this, genes);
    }

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Build(architecture, Checked(options));
    }

    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => Build(null, Checked(options));

    private NetworkGraph Build(Architecture? architecture, NetworkOptions options)
    {
        var (net, live) = (new NetworkBlocks(options), architecture is null ? null : Live(architecture));
        var stem = Described.Stem;
        var x = net.Graph.EndBlock(net.ConvNorm(0, "stem.conv", Scaled(stem.Channels, options), stem.Kernel, stem.Stride));
        for (int stage = 0, number = 0; stage < Described.Stages.Count; stage++)
        {
            var (described, channels) = (Described.Stages[stage], Scaled(Described.Stages[stage].Channels[0], options));
            var stride = described.Stride ?? (stage == 0 ? 1 : 2);
            if (stride != 1 || net.Graph.ShapeOf(x).Channels != channels)
            {
                x = net.Graph.EndBlock(net.ReluConvNorm(x, $"reduce.{stage}", channels, 3, stride));
            }

            for (var i = 0; i < (options.CellsPerStage ?? described.Cells ?? 1); i++, number++)
            {
                x = net.Graph.EndBlock(Cell(x, $"cells.{number}"));
            }
        }

        x = net.Graph.Relu(net.Norm(x, "head.bn", affine: true), "head.relu");
        return net.Classify(Described.Head is { } head ? net.ConvNormRelu(x, "head.conv", Scaled(head.Channels, options), 1) : x);

        int Cell(int input, string name)
        {
            var nodes = new int[Described.Cell!.Nodes];
            nodes[0] = input;
            for (var node = 1; node < nodes.Length; node++)
            {
                var operands = new List<int>();
                for (var e = 0; e < _edges.Length; e++)
                {
                    if (_edges[e].To == node && (live is null || live[e] || !options.DropDeadEdges))
                    {
                        operands.Add(Chosen(_edges[e], nodes[_edges[e].From], $"{name}.edge.{_edges[e].From}-{node}"));
                    }
                }

                nodes[node] = operands.Count > 0
                    ? net.Graph.Add(operands, $"{name}.node.{node}")
                    : net.Graph.Zero(net.Graph.ShapeOf(input), $"{name}.node.{node}");
            }

            return nodes[^1];
        }

        int Chosen(Edge edge, int from, string name)
        {
            return edge.Gene < 0 ? Add(edge.Operations[0])
                : architecture is not null ? Add(edge.Operations[architecture.Genes[edge.Gene]])
                : net.Graph.Choice(from, [.. edge.Operations.Select(Add)], edge.Gene, name);

            int Add(string operation) => DescribedOperations.Add(net, from, operation, name, options.AffineCells);
        }
    }

    // The edges on a path of operations other than none from the first node to the last one.
    private bool[] Live(Architecture architecture)
    {
        var (reached, needed) = (new bool[Described.Cell!.Nodes], new bool[Described.Cell.Nodes]);
        reached[0] = needed[^1] = true;
        bool[] some = [.. _edges.Select(
            e => e.Operations[e.Gene < 0 ? 0 : architecture.Genes[e.Gene]] != DescribedOperations.None)];
        for (var i = 0; i < _edges.Length; i++)
        {
            reached[_edges[i].To] |= some[i] && reached[_edges[i].From];
        }

        for (var i = _edges.Length - 1; i >= 0; i--)
        {
            needed[_edges[i].From] |= some[i] && needed[_edges[i].To];
        }

        return [.. _edges.Select((e, i) => some[i] && reached[e.From] && needed[e.To])];
    }
}
