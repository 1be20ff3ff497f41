using NasPipelines.Networks.Graph;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Runs a graph through libtorch, operation by operation, with automatic differentiation: for scoring and for training alike.
/// </summary>
internal static class TorchNetwork
{
    /// <summary>Runs a graph as it is scored.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="input">Images, [samples, channels, rows, columns], of the context's type; in libtorch's own memory where they are
    /// differentiated.</param>
    /// <param name="context">Parameters, and what batch normalisations divide by.</param>
    /// <param name="onRelu">Sees each ReLU with its operand.</param>
    /// <param name="keep">Operations whose values are wanted; all others are released after their last use.</param>
    /// <param name="onValue">Sees each computed value, valid during the call, with its position; zeros that are not made are not
    /// seen.</param>
    /// <param name="derivatives">The highest derivative that is wanted.</param>
    public static TorchTrace Run(
        NetworkGraph graph,
        Tensor input,
        TorchContext context,
        Action<Relu, Tensor>? onRelu = null,
        Func<NetworkNode, bool>? keep = null,
        Action<int, Tensor>? onValue = null,
        int derivatives = 1)
    {
        // A copy is aligned, see TorchContext. Images that are differentiated must stay known by where they lie, see BackwardPass.
        return Run(graph, input.requires_grad ? input : input.clone(), new TorchRun(context, context.Statistics)
        {
            OnRelu = onRelu,
            Keep = keep,
            OnValue = onValue,
            Derivatives = derivatives,
        });
    }

    /// <summary>Runs a graph. Call inside a dispose scope.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="input">Images, [samples, channels, rows, columns], of the parameters' type.</param>
    /// <param name="run">How.</param>
    /// <returns>The logits, [samples, classes], and the values kept.</returns>
    public static TorchTrace Run(NetworkGraph graph, Tensor input, TorchRun run)
    {
        run = run with { Samples = input.shape[0] };
        var values = new Tensor?[graph.Nodes.Length];
        var uses = Uses(graph);
        var left = (int[])uses.Clone();
        var trace = new TorchTrace();
        values[0] = input;
        for (var i = 0; i < values.Length; i++)
        {
            var node = graph.Nodes[i];
            if (node is Relu relu)
            {
                run.OnRelu?.Invoke(relu, Value(node.Inputs[0]));
            }

            values[i] = node switch
            {
                Input or Zero => values[i],
                Add add => Sum(add),
                { Inputs.IsEmpty: true } => TensorOperations.Apply(node, [], run, input.dtype) ?? throw TorchOperations.Unknown(node),
                _ => TorchOperations.Apply(node, Value(node.Inputs[0]), node.Inputs.Select(Value), run, IsOwn(node.Inputs[0])),
            };
            if (run.OnValue is not null && values[i] is { } value)
            {
                run.OnValue(i, value);
            }

            if (run.Keep?.Invoke(node) == true)
            {
                trace.Kept.Add((node, Value(i)));
                left[i]++;
            }

            Release(node, i);
        }

        trace.Logits = Value(graph.Output).flatten(1);
        return trace;

        // Zeros are made only where an operation other than a sum reads them.
        Tensor Value(int position)
        {
            var shape = graph.Nodes[position].Shape;
            return values[position] ??= zeros(
                input.shape[0], shape.Channels, shape.Height, shape.Width, dtype: input.dtype, device: input.device);
        }

        // Written over where it is read once only and automatic differentiation does not keep it.
        bool IsOwn(int operand) =>
            run.FirstDerivativesOnly && uses[operand] == 1 && graph.Nodes[operand] is Conv2d or BatchNorm or AvgPool or Add;

        Tensor? Sum(Add add)
        {
            var operands = add.Inputs.Where(o => values[o] is not null).ToList();
            if (operands.Count < 2)
            {
                return operands.Count == 0 ? null : values[operands[0]]!.alias();
            }

            var own = operands.FirstOrDefault(IsOwn, -1);
            var sum = own < 0 ? values[operands[0]]!.Plus(values[operands[1]]!) : values[own]!;
            return operands.Skip(own < 0 ? 2 : 0).Where(o => o != own).Aggregate(
                sum, (total, operand) => total.PlusInPlace(values[operand]!));
        }

        void Release(NetworkNode node, int position)
        {
            foreach (var operand in node.Inputs)
            {
                if (--left[operand] == 0 && operand > 0)
                {
                    // An operation in place returns its operand.
                    if (!ReferenceEquals(values[operand], values[position]))
                    {
                        values[operand]?.Dispose();
                    }

                    values[operand] = null;
                }
            }
        }
    }

    private static int[] Uses(NetworkGraph graph)
    {
        var uses = new int[graph.Nodes.Length];
        foreach (var operand in graph.Nodes.SelectMany(n => n.Inputs))
        {
            uses[operand]++;
        }

        uses[graph.Output]++;
        return uses;
    }
}
