using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Graph;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// The operations on tensors of any rank in libtorch. None writes over its operands, so that all can be differentiated twice.
/// </summary>
internal static class TensorOperations
{
    private static readonly TorchSharp.Scalar One = 1;
    private static readonly TorchSharp.Scalar MinusOne = -1;

    /// <summary>The value of an operation; null where it is none of these.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="run">How the graph is run.</param>
    /// <param name="type">Type of values.</param>
    public static Tensor? Apply(NetworkNode node, Tensor[] operands, TorchRun run, ScalarType type) => node switch
    {
        Elementwise e => ElementwiseFunctions.Apply(e, operands[0]),
        Arithmetic a => Combine(a.Kind, operands[0], operands[1]),
        Projection p => F.linear(operands[0], run.Parameters.Part(p.Weight), p.Bias is null ? null : run.Parameters.Part(p.Bias)),
        MatrixProduct => matmul(operands[0], operands[1]),
        EinsteinSum e => einsum(e.Equation, operands),
        Reshape r => operands[0].reshape(r.Extents.For(run.Samples)),
        Broadcast b => operands[0].expand(b.Extents.For(run.Samples)),
        Permute p => operands[0].permute([.. p.Order.Select(axis => (long)axis)]),
        AxisSlice s => Slice(s, operands[0]),
        Pick p => Picked(p, operands[0]),
        Join j => cat(operands, j.Axis),
        ConstantPad p => Padded(p, operands[0]),
        Reduction r => Reduce(r, operands[0]),
        LayerNorm n => F.layer_norm(
            operands[0], [.. n.Sizes], n.Scale is null ? null : run.Parameters.Part(n.Scale),
            n.Shift is null ? null : run.Parameters.Part(n.Shift), n.Epsilon),
        Softmax s => F.softmax(operands[0], s.Axis),
        WindowPool p => WindowPooling.Apply(p, operands[0], run.Parameters),
        Graph.Tensors.Constant c => run.Parameters.Shared(
            $"constant {c.Hash} {string.Join('x', c.Sizes)} {type}",
            () => tensor(c.Values.ToArray(), [.. c.Sizes], dtype: type, device: run.Parameters.Device)).alias(),
        ParameterTensor p => run.Parameters.Part(p.Parameter).alias(),
        UnknownPick u => Unknown(u, operands[0]),
        _ => null,
    };

    /// <summary>
    /// A value as [samples, positions, channels], wherever in its shape the batch lies; channels are the last dimension, of images the
    /// second.
    /// </summary>
    public static Tensor PerSample(NetworkNode node, Tensor value)
    {
        if (node is not Projection { Extents: var extents })
        {
            return value.dim() == 4 ? value.flatten(2).transpose(1, 2) : value.flatten(1).unsqueeze(1);
        }

        var axis = extents.BatchAxis();
        var samples = value.shape[axis] / extents[axis].Count;
        long[] split =
        [
            .. value.shape.Take(axis), extents[axis].Count / extents[axis].Inner, samples, extents[axis].Inner,
                .. value.shape.Skip(axis + 1),
        ];
        return value.reshape(split).movedim([axis + 1], [0]).reshape(samples, -1, value.shape[^1]);
    }

    private static Tensor Combine(ArithmeticOperation kind, Tensor x, Tensor y) => kind switch
    {
        ArithmeticOperation.Add => x.add(y, One),
        ArithmeticOperation.Sub => x.add(y, MinusOne),
        ArithmeticOperation.Mul => x.mul(y),
        ArithmeticOperation.Div => x.div(y),
        ArithmeticOperation.Min => minimum(x, y),
        _ => maximum(x, y),
    };

    private static Tensor Slice(AxisSlice slice, Tensor x)
    {
        if (slice.Step == 1)
        {
            return x.narrow(slice.Axis, slice.Start, slice.Count);
        }

        long[] all = [.. Enumerable.Range(0, (int)slice.Count).Select(i => slice.Start + (i * slice.Step))];
        using var positions = tensor(all, device: x.device);
        return x.index_select(slice.Axis, positions);
    }

    private static Tensor Picked(Pick pick, Tensor x)
    {
        if (pick.Drops)
        {
            return x.select(pick.Axis, pick.Positions[0]);
        }

        using var positions = tensor(pick.Positions.ToArray(), ScalarType.Int64, x.device);
        return x.index_select(pick.Axis, positions);
    }

    private static Tensor Padded(ConstantPad pad, Tensor x)
    {
        // libtorch counts from the last dimension.
        var pads = pad.Before.Zip(pad.After).Reverse().SelectMany(p => (long[])[p.First, p.Second]).ToArray();
        return F.pad(x, pads, value: pad.Value);
    }

    private static Tensor Reduce(Reduction reduction, Tensor x)
    {
        long[] axes = [.. reduction.Axes.Select(axis => (long)axis)];
        return reduction.Kind switch
        {
            ReductionKind.Mean => x.mean(axes, reduction.Keeps),
            ReductionKind.Sum => x.sum(axes, reduction.Keeps),
            _ => x.amax(axes, reduction.Keeps),
        };
    }

    private static Tensor Unknown(UnknownPick pick, Tensor parameter)
    {
        using var noGradients = no_grad();
        return Readback.Value<bool>(parameter.any())
            ? throw new InvalidDataException(
                $"{pick.Name} picks rows by '{pick.Indices}', whose values are not in the file, of a parameter that is not zero")
            : zeros([.. pick.Sizes], dtype: parameter.dtype, device: parameter.device);
    }
}
