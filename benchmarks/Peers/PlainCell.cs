using NasPipelines.Spaces;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>A cell of NAS-Bench-201: a node is the sum of the operations on the edges from all earlier nodes.</summary>
internal sealed class PlainCell : Module<Tensor, Tensor>
{
    private const int Nodes = 4;
    private readonly List<Module<Tensor, Tensor>> _edges = [];

    public PlainCell(PlainLayers layers, Architecture architecture, string name, int channels)
        : base(nameof(PlainCell))
    {
        for (var node = 1; node < Nodes; node++)
        {
            for (var from = 0; from < node; from++)
            {
                var operation = SearchSpaces.NasBench201.Operations[architecture.Genes[_edges.Count]];
                var edge = Edge(layers, operation, $"{name}.edge.{from}-{node}.{operation}", channels);
                register_module($"edge_{from}_{node}", edge);
                _edges.Add(edge);
            }
        }
    }

    public override Tensor forward(Tensor input)
    {
        List<Tensor> nodes = [input];
        for (int node = 1, edge = 0; node < Nodes; node++)
        {
            var sum = _edges[edge++].call(nodes[0]);
            for (var from = 1; from < node; from++)
            {
                sum += _edges[edge++].call(nodes[from]);
            }

            nodes.Add(sum);
        }

        return nodes[^1];
    }

    private static Module<Tensor, Tensor> Edge(PlainLayers layers, string operation, string name, int channels) => operation switch
    {
        "none" => new PlainZero(),
        "skip_connect" => Identity(),
        "avg_pool_3x3" => layers.Pool(3, stride: 1, padding: 1),
        "nor_conv_1x1" => new PlainReluConvNorm(layers, name, channels, channels, 1, 1, affine: false),
        "nor_conv_3x3" => new PlainReluConvNorm(layers, name, channels, channels, 3, 1, affine: false),
        _ => throw new NotSupportedException(
            $"{name}: unknown operation '{operation}'; known: {string.Join(", ", SearchSpaces.NasBench201.Operations)}."),
    };
}
