using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>The network of an architecture, or of the whole space where there is none.</summary>
internal sealed class NasBench201Network(Architecture? architecture, NetworkOptions options)
{
    public const int DefaultChannels = 16;
    public const int DefaultCells = 5;
    public const int Stages = 3;

    private readonly NetworkGraphBuilder _net = new(new FeatureShape(options.ImageChannels, options.ImageSize, options.ImageSize));
    private readonly bool[]? _live = architecture is null ? null : NasBench201Genes.LiveEdges(architecture.Genes.AsSpan());

    public NetworkGraph Build()
    {
        var channels = options.Channels ?? DefaultChannels;
        var cells = options.CellsPerStage ?? DefaultCells;
        var x = _net.EndBlock(Norm(_net.Conv2d(0, "stem.conv", channels, 3), "stem.bn", affine: true));
        for (int stage = 0, cell = 0; stage < Stages; stage++)
        {
            if (stage > 0)
            {
                x = _net.EndBlock(Reduction(x, $"reduce.{stage - 1}"));
            }

            for (var i = 0; i < cells; i++, cell++)
            {
                x = _net.EndBlock(Cell(x, $"cells.{cell}"));
            }
        }

        x = _net.Relu(Norm(x, "head.bn", affine: true), "head.relu");
        return _net.Build(_net.Linear(_net.GlobalAvgPool(x, "head.pool"), "classifier", options.Classes));
    }

    private int Cell(int input, string name)
    {
        var nodes = new int[4];
        nodes[0] = input;
        for (int node = 1, edge = 0; node < nodes.Length; node++)
        {
            var operands = new List<int>();
            for (var from = 0; from < node; from++, edge++)
            {
                if (_live is null || _live[edge] || !options.DropDeadEdges)
                {
                    operands.Add(Edge(nodes[from], edge, $"{name}.edge.{from}-{node}"));
                }
            }

            nodes[node] = operands.Count > 0
                ? _net.Add(operands, $"{name}.node.{node}")
                : _net.Zero(_net.ShapeOf(input), $"{name}.node.{node}");
        }

        return nodes[3];
    }

    private int Edge(int x, int edge, string name) => architecture is not null
        ? Operation(x, architecture.Genes[edge], name)
        : _net.Choice(
            x, [.. Enumerable.Range(0, NasBench201Genes.Operations.Count).Select(operation => Operation(x, operation, name))], edge, name);

    private int Operation(int x, int operation, string name) => operation switch
    {
        NasBench201Genes.None => _net.Zero(_net.ShapeOf(x), $"{name}.none"),
        NasBench201Genes.Skip => x,
        NasBench201Genes.Pool => _net.AvgPool(x, $"{name}.avg_pool_3x3", 3, 1, 1),
        _ => ReluConvNorm(
            x, $"{name}.{NasBench201Genes.Operations[operation]}", _net.ShapeOf(x).Channels,
            operation == NasBench201Genes.Convolution1 ? 1 : 3, 1, options.AffineCells),
    };

    private int Reduction(int x, string name)
    {
        var channels = 2 * _net.ShapeOf(x).Channels;
        var branch = ReluConvNorm(x, $"{name}.conv_a", channels, 3, 2, affine: true);
        branch = ReluConvNorm(branch, $"{name}.conv_b", channels, 3, 1, affine: true);
        var residual = _net.Conv2d(_net.AvgPool(x, $"{name}.pool", 2, 2, 0), $"{name}.downsample", channels, 1);
        return _net.Add([residual, branch], $"{name}.add");
    }

    private int ReluConvNorm(int x, string name, int channels, int kernel, int stride, bool affine) =>
        Norm(_net.Conv2d(_net.Relu(x, $"{name}.relu"), name, channels, kernel, stride), $"{name}.bn", affine);

    private int Norm(int x, string name, bool affine)
    {
        var keep = options.Normalisation switch
        {
            NetworkNormalisation.Full => true,
            NetworkNormalisation.NoneAsPublished => name.StartsWith("reduce.", StringComparison.Ordinal),
            _ => false,
        };
        return keep ? _net.BatchNorm(x, name, affine) : x;
    }
}
