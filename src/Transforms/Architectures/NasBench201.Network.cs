using NasPipelines.Networks;

namespace NasPipelines.Architectures;

public sealed partial class NasBench201
{
    /// <summary>
    /// Stem, three stages of cells (16, 32, 64 channels, five cells each by default) with a residual reduction block between stages, batch
    /// normalisation, ReLU, global pooling and a linear classifier (Dong and Yang 2020, section 2).
    /// </summary>
    /// <inheritdoc/>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Build(architecture, options);
    }

    /// <inheritdoc/>
    public override bool HasSupernet => true;

    /// <summary>The supernet of the paper (Ning et al. 2021, appendix): every edge of every cell owns its five operations.</summary>
    /// <inheritdoc/>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => Build(null, options);

    /// <summary>Whether there is a path of operations other than none from the cell's input to its output.</summary>
    /// <inheritdoc/>
    public override bool IsConnected(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return LiveEdges(architecture.Genes.AsSpan()).Contains(true);
    }

    /// <summary>Whether a convolution is on a path from the cell's input to its output: the paper's condition for training a supernet path.</summary>
    public static bool HasLiveConvolution(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var live = LiveEdges(architecture.Genes.AsSpan());
        return Enumerable.Range(0, Edges).Any(e => live[e] && architecture.Genes[e] is not (Skip or Pool));
    }

    /// <summary>The edges on a path of operations other than none from node 0 to node 3.</summary>
    private static bool[] LiveEdges(ReadOnlySpan<int> genes)
    {
        Span<bool> reached = [true, false, false, false];
        Span<bool> needed = [false, false, false, true];
        for (var edge = 0; edge < Edges; edge++)
        {
            reached[EdgeList[edge].To] |= genes[edge] != None && reached[EdgeList[edge].From];
        }

        for (var edge = Edges - 1; edge >= 0; edge--)
        {
            needed[EdgeList[edge].From] |= genes[edge] != None && needed[EdgeList[edge].To];
        }

        var live = new bool[Edges];
        for (var edge = 0; edge < Edges; edge++)
        {
            live[edge] = genes[edge] != None && reached[EdgeList[edge].From] && needed[EdgeList[edge].To];
        }

        return live;
    }

    private static NetworkGraph Build(Architecture? architecture, NetworkOptions? options)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new Skeleton(architecture, options).Build();
    }

    /// <summary>The network of an architecture, or of the whole space where there is none.</summary>
    private sealed class Skeleton(Architecture? architecture, NetworkOptions options)
    {
        private readonly NetworkGraphBuilder _net = new(new FeatureShape(options.ImageChannels, options.ImageSize, options.ImageSize));
        private readonly bool[]? _live = architecture is null ? null : LiveEdges(architecture.Genes.AsSpan());

        public NetworkGraph Build()
        {
            var channels = options.Channels ?? 16;
            var cells = options.CellsPerStage ?? 5;
            var x = _net.EndBlock(Norm(_net.Conv2d(0, "stem.conv", channels, 3), "stem.bn", affine: true));
            for (int stage = 0, cell = 0; stage < 3; stage++)
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

                nodes[node] = operands.Count > 0 ? _net.Add(operands, $"{name}.node.{node}") : _net.Zero(_net.ShapeOf(input), $"{name}.node.{node}");
            }

            return nodes[3];
        }

        private int Edge(int x, int edge, string name) => architecture is not null
            ? Operation(x, architecture.Genes[edge], name)
            : _net.Choice(x, [.. Enumerable.Range(0, Operations.Count).Select(operation => Operation(x, operation, name))], edge, name);

        private int Operation(int x, int operation, string name) => operation switch
        {
            None => _net.Zero(_net.ShapeOf(x), $"{name}.none"),
            Skip => x,
            Pool => _net.AvgPool(x, $"{name}.avg_pool_3x3", 3, 1, 1),
            _ => ReluConvNorm(x, $"{name}.{Operations[operation]}", _net.ShapeOf(x).Channels, operation == 2 ? 1 : 3, 1, options.AffineCells),
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
}
