using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Described;

/// <summary>
/// The network of a cell or, without genes, of the whole space: stem, stages of cells with a residual reduction between them, batch
/// normalisation, ReLU, global pooling and classifier, after NAS-Bench-201 (Dong and Yang 2020, section 2).
/// </summary>
/// <param name="cells">The space.</param>
/// <param name="genes">The architecture; null for all.</param>
/// <param name="live">Its edges that matter; null for all.</param>
/// <param name="options">Size and form.</param>
internal sealed class CellNetwork(CellDescription cells, IReadOnlyList<int>? genes, bool[]? live, NetworkOptions options)
{
    private readonly NetworkBlocks _net = new(options);

    public NetworkGraph Build()
    {
        var stem = cells.Stem;
        var x = _net.Graph.EndBlock(_net.Norm(
            _net.Graph.Conv2d(0, "stem.conv", stem.Scaled(stem.Channels, options.Channels), stem.Kernel, stem.Stride), "stem.bn",
            affine: true));
        for (int stage = 0, cell = 0; stage < cells.Stages.Count; stage++)
        {
            var channels = stem.Scaled(cells.Stages[stage].Channels, options.Channels);
            if (stage > 0)
            {
                x = _net.Graph.EndBlock(Reduction(x, $"reduce.{stage - 1}", channels));
            }
            else if (channels != _net.Graph.ShapeOf(x).Channels)
            {
                x = _net.ReluConvNorm(x, "stem.widen", channels, 1);
            }

            for (var i = 0; i < (options.CellsPerStage ?? cells.Stages[stage].Cells); i++, cell++)
            {
                x = _net.Graph.EndBlock(Cell(x, $"cells.{cell}"));
            }
        }

        return _net.Classify(_net.Graph.Relu(_net.Norm(x, "head.bn", affine: true), "head.relu"));
    }

    private int Cell(int input, string name)
    {
        var nodes = new int[cells.Nodes];
        nodes[0] = input;
        for (int node = 1, edge = 0; node < nodes.Length; node++)
        {
            var operands = new List<int>();
            for (; edge < cells.Edges.Count && cells.Edges[edge].To == node; edge++)
            {
                if (live is null || live[edge] || !options.DropDeadEdges)
                {
                    operands.Add(Edge(nodes[cells.Edges[edge].From], edge, $"{name}.edge.{cells.Edges[edge].From}-{node}"));
                }
            }

            nodes[node] = operands.Count > 0
                ? _net.Graph.Add(operands, $"{name}.node.{node}")
                : _net.Graph.Zero(_net.Graph.ShapeOf(input), $"{name}.node.{node}");
        }

        return cells.Concatenates
            ? _net.ReluConvNorm(
                _net.Graph.Concat(nodes[1..], $"{name}.concat"), $"{name}.output", _net.Graph.ShapeOf(input).Channels, 1,
                affine: options.AffineCells)
            : nodes[^1];
    }

    private int Edge(int x, int edge, string name) => genes is not null
        ? cells.Operations[edge][genes[edge]].Write(_net, x, name, options)
        : _net.Graph.Choice(x, [.. cells.Operations[edge].Select(operation => operation.Write(_net, x, name, options))], edge, name);

    private int Reduction(int x, string name, int channels)
    {
        var branch = _net.ReluConvNorm(_net.ReluConvNorm(x, $"{name}.conv_a", channels, 3, 2), $"{name}.conv_b", channels, 3);
        var residual = _net.Graph.Conv2d(_net.Graph.AvgPool(x, $"{name}.pool", 2, 2, 0), $"{name}.downsample", channels, 1);
        return _net.Graph.Add([residual, branch], $"{name}.add");
    }
}
