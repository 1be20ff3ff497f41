using NasPipelines.Networks;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Training;

/// <summary>Which statistics batch normalisations use.</summary>
internal enum NormMode
{
    /// <summary>The batch's; running statistics follow.</summary>
    Training,

    /// <summary>The batch's; running statistics stay.</summary>
    Batch,

    /// <summary>The running ones.</summary>
    Running,
}

/// <summary>A network prepared for many runs with automatic differentiation: zeros folded, equal operations shared, sums and ReLUs in place.</summary>
internal sealed class TrainingGraph
{
    private const double NormMomentum = 0.1;
    private readonly NetworkGraph _graph;
    private readonly int[] _uses;

    public TrainingGraph(NetworkGraph graph)
    {
        var folded = GraphPasses.RemoveDeadNodes(GraphPasses.FoldZeros(graph, atInitialisation: false));
        _graph = GraphPasses.RemoveDeadNodes(GraphPasses.ShareEqual(folded, runningStatistics: true));
        _uses = new int[_graph.Nodes.Length];
        foreach (var operand in _graph.Nodes.SelectMany(n => n.Inputs))
        {
            _uses[operand]++;
        }

        _uses[0] += 1;
        _uses[_graph.Output]++;
    }

    /// <summary>The size of what the classifier reads.</summary>
    public long Features => _graph.Nodes.OfType<Linear>().Single().Weight.Shape[1];

    /// <summary>The parameters that the logits depend on.</summary>
    public IReadOnlyList<ParameterReference> Parameters => _graph.Parameters;

    /// <summary>The batch normalisations that run.</summary>
    public IEnumerable<NormReference> Norms => NormsOf(_graph);

    public static IEnumerable<NormReference> NormsOf(NetworkGraph graph) =>
        graph.Nodes.OfType<BatchNorm>().Select(n => new NormReference(n.Name, n.Shape.Channels));

    /// <summary>The logits, [samples, classes]. Call inside a dispose scope.</summary>
    /// <param name="images">[samples, channels, rows, columns].</param>
    /// <param name="parameters">Values and statistics.</param>
    /// <param name="pooling">Constants of average pooling.</param>
    /// <param name="mode">Which statistics batch normalisations use.</param>
    /// <param name="dropout">Multiplied into the operand of the linear layer: [samples, features]; null for none.</param>
    public Tensor Run(Tensor images, FlatParameters parameters, PoolingMatrices pooling, NormMode mode, Tensor? dropout = null)
    {
        var nodes = _graph.Nodes;
        var values = new Tensor?[nodes.Length];
        var left = (int[])_uses.Clone();
        values[0] = images;
        for (var i = 1; i < values.Length; i++)
        {
            values[i] = nodes[i] switch
            {
                Zero z => zeros(images.shape[0], z.Shape.Channels, z.Shape.Height, z.Shape.Width),
                Add add => Sum(add),
                var node => Apply(node),
            };
            foreach (var operand in nodes[i].Inputs)
            {
                // An operation in place returns its operand.
                if (--left[operand] == 0 && !ReferenceEquals(values[operand], values[i]))
                {
                    values[operand]!.Dispose();
                }
            }
        }

        return values[_graph.Output]!;

        Tensor Apply(NetworkNode node)
        {
            var x = values[node.Inputs[0]]!;
            return node switch
            {
                Conv2d c => F.conv2d(
                    x,
                    parameters.Tensor(c.Weight),
                    c.Bias is null ? null : parameters.Tensor(c.Bias),
                    [c.Stride, c.Stride],
                    [c.Padding, c.Padding],
                    [c.Dilation, c.Dilation],
                    c.Groups),
                BatchNorm n => Normalise(n, x, parameters, mode),
                Relu => IsOwn(node.Inputs[0]) ? x.relu_() : x.relu(),
                AvgPool p => pooling.Average(x, p),
                MaxPool p => F.max_pool2d(x, [p.Kernel, p.Kernel], [p.Stride, p.Stride], [p.Padding, p.Padding]),
                GlobalAvgPool => x.mean([2, 3]),
                Linear l => F.linear(
                    dropout is null ? x.flatten(1) : x.flatten(1) * dropout, parameters.Tensor(l.Weight), parameters.Tensor(l.Bias)),
                Concat => cat([.. node.Inputs.Select(o => values[o]!)], 1),
                Slice s => x.narrow(1, s.Start, s.Shape.Channels),
                Pad p => F.pad(x, [p.Left, p.Right, p.Top, p.Bottom]),
                _ => throw new NotSupportedException($"{node.Name}: training does not know '{node.Operation}'."),
            };
        }

        Tensor Sum(Add add)
        {
            var first = add.Inputs.FirstOrDefault(IsOwn, -1);
            var sum = first < 0 ? values[add.Inputs[0]]!.Plus(values[add.Inputs[1]]!) : values[first]!;
            return add.Inputs.Skip(first < 0 ? 2 : 0).Where(o => o != first).Aggregate(sum, (total, operand) => total.PlusInPlace(values[operand]!));
        }
    }

    // Written over where it is read once only and automatic differentiation does not keep it.
    private bool IsOwn(int operand) => _uses[operand] == 1 && _graph.Nodes[operand] is Conv2d or BatchNorm or AvgPool or Add;

    private static Tensor Normalise(BatchNorm norm, Tensor x, FlatParameters parameters, NormMode mode)
    {
        var scale = norm.Scale is null ? null : parameters.Tensor(norm.Scale);
        var shift = norm.Shift is null ? null : parameters.Tensor(norm.Shift);
        var (mean, variance) = mode == NormMode.Batch ? (null, null) : parameters.Norm(norm.Name).Leading(norm.Shape.Channels);
        return F.batch_norm(x, mean, variance, scale, shift, mode != NormMode.Running, NormMomentum, norm.Epsilon);
    }
}
