using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>The network of an architecture, on its own or as a part of the supernet, or the supernet where there are no genes.</summary>
internal sealed class NasBench301Network(int[]? genes, NetworkOptions options, bool shared)
{
    private const int OwnChannels = 32;
    private const int SharedChannels = 16;

    private readonly NetworkBlocks _net = new(options);

    public NetworkGraph Build()
    {
        var channels = options.Channels ?? (shared ? SharedChannels : OwnChannels);
        var normal = options.CellsPerStage ?? 2;
        var before = _net.Graph.EndBlock(_net.Norm(_net.Graph.Conv2d(0, "stem.conv", 3 * channels, 3), "stem.bn", affine: true));
        var last = before;
        for (var cell = 0; cell < (3 * normal) + 2; cell++)
        {
            var reduces = cell == normal || cell == (2 * normal) + 1;
            channels = reduces ? 2 * channels : channels;
            (before, last) = (last, _net.Graph.EndBlock(Cell(before, last, $"cells.{cell}", channels, reduces)));
        }

        return _net.Classify(last);
    }

    private int Cell(int before, int last, string name, int channels, bool reduces)
    {
        // The cell before the last one is larger where the last one was a reduction cell.
        var halve = _net.Graph.ShapeOf(before).Height != _net.Graph.ShapeOf(last).Height;
        var nodes = new List<int>
        {
            halve ? FactorizedReduce(before, $"{name}.preprocess.0", channels)
                : _net.ReluConvNorm(before, $"{name}.preprocess.0", channels, 1, affine: options.AffineCells),
            _net.ReluConvNorm(last, $"{name}.preprocess.1", channels, 1, affine: options.AffineCells),
        };
        for (var gene = reduces ? NasBench301Genes.CellGenes : 0; nodes.Count < 6; gene += 4)
        {
            nodes.Add(
                _net.Graph.Add([Edge(nodes, gene, name, reduces), Edge(nodes, gene + 2, name, reduces)], $"{name}.node.{nodes.Count}"));
        }

        return _net.Graph.Concat(nodes[2..], $"{name}.concat");
    }

    // Of the two edges of node n the first one comes from 0 to n − 2, the second one from 1 to n − 1.
    private int Edge(List<int> nodes, int gene, string name, bool reduces)
    {
        return genes is not null
            ? Of(genes[gene + 1], genes[gene])
            : Choose(gene + 1, Enumerable.Range((gene & 2) / 2, nodes.Count - 1), from =>
                Choose(gene, Enumerable.Range(0, NasBench301Genes.Operations.Count), operation => Of(from, operation)));

        int Of(int from, int operation) =>
            Operation(nodes[from], operation, $"{name}.edge.{from}-{nodes.Count}.{NasBench301Genes.Operations[operation]}",
                reduces && from < 2 ? 2 : 1);

        int Choose(int of, IEnumerable<int> values, Func<int, int> option) =>
            _net.Graph.Choice(nodes[0], [.. values.Select(option)], of, $"{name}.gene.{of}", [.. values.Select(value => (int[])[value])]);
    }

    private int Operation(int x, int operation, string name, int stride) => operation switch
    {
        NasBench301Genes.MaxPool => Pooled(_net.Graph.MaxPool(x, name, 3, stride, 1), name),
        NasBench301Genes.AvgPool => Pooled(_net.Graph.AvgPool(x, name, 3, stride, 1), name),
        NasBench301Genes.Skip => stride == 1 ? x : FactorizedReduce(x, name, _net.Graph.ShapeOf(x).Channels),
        <= NasBench301Genes.SepConv5 =>
            Separable(Separable(x, $"{name}.0", Kernel(operation), stride, 1), $"{name}.1", Kernel(operation), 1, 1),
        _ => Separable(x, name, Kernel(operation), stride, 2),
    };

    private int Pooled(int x, string name) => shared ? _net.Norm(x, $"{name}.bn", options.AffineCells) : x;

    private static int Kernel(int operation) => NasBench301Genes.Operations[operation][^1] - '0';

    private int Separable(int x, string name, int kernel, int stride, int dilation) =>
        _net.ReluSeparableNorm(x, name, kernel, stride, dilation, options.AffineCells);

    /// <summary>ReLU, two 1×1 convolutions of stride 2, the second one pixel further down and right, and normalisation.</summary>
    private int FactorizedReduce(int x, string name, int channels)
    {
        var positive = _net.Graph.Relu(x, $"{name}.relu");
        var (bottom, right) = (_net.Graph.ShapeOf(x).Height % 2, _net.Graph.ShapeOf(x).Width % 2);
        var shifted = _net.Graph.Pad(positive, $"{name}.shift", -1, bottom, -1, right);
        var even = _net.Graph.Conv2d(positive, $"{name}.conv_a", channels / 2, 1, 2);
        var odd = _net.Graph.Conv2d(shifted, $"{name}.conv_b", channels / 2, 1, 2);
        return _net.Norm(_net.Graph.Concat([even, odd], $"{name}.concat"), $"{name}.bn", options.AffineCells);
    }
}
