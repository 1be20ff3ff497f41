using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Networks;

/// <summary>
/// Runs a graph through libtorch, operation by operation, with automatic differentiation. Batch normalisations use the statistics that the context says.
/// </summary>
internal static class TorchNetwork
{
    // Positions up to which one product over the plane is the faster way to pool.
    private const int LargestPlane = 100;

    /// <summary>Runs a graph.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="input">Images, [samples, channels, rows, columns], of the context's type.</param>
    /// <param name="context">Parameters.</param>
    /// <param name="onRelu">Sees each ReLU with its operand.</param>
    /// <param name="keep">Operations whose values are wanted; all others are released after their last use.</param>
    /// <param name="onValue">Sees each computed value, valid during the call, with its position; zeros that are not made are not seen.</param>
    /// <returns>The logits, [samples, classes], and the values kept.</returns>
    public static TorchTrace Run(
        NetworkGraph graph,
        Tensor input,
        TorchContext context,
        Action<Relu, Tensor>? onRelu = null,
        Func<NetworkNode, bool>? keep = null,
        Action<int, Tensor>? onValue = null)
    {
        var values = new Tensor?[graph.Nodes.Length];
        var uses = new int[graph.Nodes.Length];
        foreach (var operand in graph.Nodes.SelectMany(n => n.Inputs))
        {
            uses[operand]++;
        }

        uses[graph.Output]++;
        var trace = new TorchTrace();
        values[0] = input.clone(); // aligned, see TorchContext
        for (var i = 0; i < values.Length; i++)
        {
            var node = graph.Nodes[i];
            if (node is Relu relu)
            {
                onRelu?.Invoke(relu, Value(node.Inputs[0]));
            }

            values[i] = node is Input or Zero ? values[i] : Apply(node);
            if (onValue is not null && values[i] is { } value)
            {
                onValue(i, value);
            }

            if (keep?.Invoke(node) == true)
            {
                trace.Kept.Add((node, Value(i)));
                uses[i]++;
            }

            foreach (var operand in node.Inputs)
            {
                if (--uses[operand] == 0 && operand > 0)
                {
                    values[operand]?.Dispose();
                    values[operand] = null;
                }
            }
        }

        trace.Logits = Value(graph.Output).flatten(1);
        return trace;

        // Zeros are made only where an operation other than a sum reads them.
        Tensor Value(int position)
        {
            var shape = graph.Nodes[position].Shape;
            return values[position] ??= zeros(input.shape[0], shape.Channels, shape.Height, shape.Width, dtype: context.Type);
        }

        Tensor? Apply(NetworkNode node) => node is Add ? Sum(node) : Operation(node, Value(node.Inputs[0]), context, node.Inputs.Select(Value));

        Tensor? Sum(NetworkNode node)
        {
            var operands = node.Inputs.Where(o => values[o] is not null).Select(o => values[o]!).ToList();
            return operands.Count switch
            {
                0 => null,
                1 => operands[0].alias(),
                _ => operands.Skip(2).Aggregate(operands[0].Plus(operands[1]), (sum, operand) => sum.PlusInPlace(operand)),
            };
        }
    }

    private static Tensor Operation(NetworkNode node, Tensor x, TorchContext context, IEnumerable<Tensor> operands) => node switch
    {
        Conv2d { Bias: null, Stride: 1, Padding: 0, Groups: 1 } c when c.Weight.Shape[2] == 1 => Pointwise(x, context.Parameter(c.Weight)),
        Conv2d c => F.conv2d(
            x, context.Parameter(c.Weight), c.Bias is null ? null : context.Parameter(c.Bias), [c.Stride, c.Stride], [c.Padding, c.Padding], [c.Dilation, c.Dilation], c.Groups),
        BatchNorm n => Normalise(n, x, context),
        Relu => F.relu(x),
        AvgPool p => AveragePool(x, p, context),
        MaxPool p => MaximumPooling.Apply(x, p),
        GlobalAvgPool => x.mean([2, 3], keepdim: true),
        Linear l => F.linear(x.flatten(1), context.Parameter(l.Weight), context.Parameter(l.Bias)),
        Concat => cat([.. operands], 1),
        Slice s => x.narrow(1, s.Start, s.Shape.Channels),
        Pad p => F.pad(x, [p.Left, p.Right, p.Top, p.Bottom]),
        _ => throw new NotSupportedException($"{node.Name}: the torch backend does not know '{node.Operation}'."),
    };

    private static Tensor Normalise(BatchNorm norm, Tensor x, TorchContext context)
    {
        var scale = norm.Scale is null ? null : context.Parameter(norm.Scale);
        var shift = norm.Shift is null ? null : context.Parameter(norm.Shift);
        if (context.RunningStatistics)
        {
            return F.batch_norm(x, context.Parameter(norm.RunningMean), context.Parameter(norm.RunningVariance), scale, shift, training: false, eps: norm.Epsilon);
        }

        if (context.Statistics == NormalisationStatistics.Initial)
        {
            var (mean, variance) = (context.Constant(0, norm.Shape.Channels), context.Constant(1, norm.Shape.Channels));
            return F.batch_norm(x, mean, variance, scale, shift, training: false, eps: norm.Epsilon);
        }

        if (x.numel() == norm.Shape.Channels)
        {
            // libtorch refuses a single value per channel: it is its own mean, and what remains is the shift.
            var nothing = x - x.mean([0, 2, 3], keepdim: true);
            return shift is null ? nothing : nothing + shift.reshape(1, -1, 1, 1);
        }

        return F.batch_norm(x, null, null, scale, shift, training: true, eps: norm.Epsilon);
    }

    // A product per sample: a little faster than the convolution, and twice as fast where it is differentiated twice.
    private static Tensor Pointwise(Tensor x, Tensor weight)
    {
        using var matrix = weight.flatten(1);
        using var each = matrix.expand(x.shape[0], -1, -1);
        using var positions = x.flatten(2);
        using var product = bmm(each, positions);
        return product.view(x.shape[0], weight.shape[0], x.shape[2], x.shape[3]);
    }

    // libtorch's own pooling kernel costs more than a convolution. Equal and several times faster: small planes by one product over all
    // positions, large ones by a product for columns and one for rows.
    internal static Tensor AveragePool(Tensor x, AvgPool pool, TorchContext context)
    {
        var (rows, columns) = ((int)x.shape[2], (int)x.shape[3]);
        long[] shape = [x.shape[0], x.shape[1], pool.Shape.Height, pool.Shape.Width];
        if (rows * columns <= LargestPlane)
        {
            using var flat = x.flatten(2);
            using var averaged = matmul(flat, context.AveragingPlane(rows, columns, pool.Kernel, pool.Stride, pool.Padding));
            return averaged.view(shape);
        }

        using var alongRows = matmul(x, context.AveragingMatrix(columns, pool.Kernel, pool.Stride, pool.Padding));
        using var planes = alongRows.flatten(0, 1);
        using var average = context.AveragingMatrix(rows, pool.Kernel, pool.Stride, pool.Padding).t();
        using var each = average.expand(planes.shape[0], -1, -1);
        using var both = bmm(each, planes);
        return both.view(shape);
    }
}

/// <summary>What a run of a network leaves.</summary>
internal sealed class TorchTrace
{
    /// <summary>[samples, classes].</summary>
    public Tensor Logits { get; set; } = null!;

    /// <summary>Values that were asked for, in the order of the graph.</summary>
    public List<(NetworkNode Node, Tensor Value)> Kept { get; } = [];
}
