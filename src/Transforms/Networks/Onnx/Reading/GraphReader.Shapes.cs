using System.Collections.Immutable;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Shapes: of known values, parameters and computed values alike.</summary>
internal sealed partial class GraphReader
{
    private void ConstantNode(OnnxNodeView node)
    {
        FoldedTensor tensor;
        if (node.Attribute("value") is { T: { } stored })
        {
            tensor = FileTensor.Verify(stored, node.Name)
                ? FileTensor.Folded(stored)
                : throw new InvalidDataException("it is a constant without values");
        }
        else
        {
            tensor = node.Attribute("value_int") is { } i ? FoldedTensor.Scalar(i.I, true)
                : node.Attribute("value_float") is { } f ? FoldedTensor.Scalar(f.F, false)
                : node.Integers("value_ints") is { } integers ? FoldedTensor.Vector(integers)
                : node.Attribute("value_floats") is { } floats
                    ? new([floats.Floats.Count], [.. floats.Floats.Select(v => (double)v)], false)
                : throw new InvalidDataException("it is a constant of another kind than numbers");
        }

        Set(node, new KnownValue(tensor));
    }

    // Exporters store equal parameters once and name the others by an identity.
    private void Identity(OnnxNodeView node) =>
        Set(node, Operand(node, 0) is ParameterValue parameter ? parameter with { Name = node.Proto.Output[0] } : Operand(node, 0));

    private void Pass(OnnxNodeView node) => Set(node, Operand(node, 0));

    private void Dropout(OnnxNodeView node)
    {
        if (node.Proto.Output.Skip(1).Any(o => _readers.ContainsKey(o)))
        {
            throw new InvalidDataException("its mask is read, which is not known");
        }

        Pass(node);
    }

    private void ShapeNode(OnnxNodeView node)
    {
        var extents = ExtentsOf(Operand(node, 0));
        var (start, end) = (node.Integer("start", 0), node.Integer("end", extents.Length));
        var first = (int)Math.Clamp(start < 0 ? start + extents.Length : start, 0, extents.Length);
        var last = (int)Math.Clamp(end < 0 ? end + extents.Length : end, first, extents.Length);
        Set(node, new KnownValue(Folded(extents[first..last])));
    }

    private static FoldedTensor Folded(ImmutableArray<Extent> extents) => new(
        [extents.Length], [.. extents.Select(e => (double)e.Count)], true,
        extents.Any(e => e.PerSample) ? [.. extents.Select(e => e.PerSample)] : null);

    private static ImmutableArray<Extent> ExtentsOf(FileValue value) => value switch
    {
        ComputedValue computed => computed.Extents,
        KnownValue known => [.. known.Tensor.Sizes.Select(Extent.Fixed)],
        ParameterValue parameter => [.. parameter.Sizes.Select(Extent.Fixed)],
        OpenIntegers open => [.. open.Sizes.Select(Extent.Fixed)],
        _ => [],
    };

    private void ReshapeNode(OnnxNodeView node)
    {
        var target = node.Opset < 5 ? FoldedTensor.Vector(node.Integers("shape") ?? []) : Known(node, 1, "shape");
        Reshaped(node, 0, target, node.Integer("allowzero", 0) != 0);
    }

    private void Flatten(OnnxNodeView node)
    {
        var extents = ExtentsOf(Operand(node, 0));
        var axis = (int)node.Integer("axis", 1) is var a && a < 0 ? a + extents.Length : a;
        var before = extents.Take(axis);
        Reshaped(node, 0, new FoldedTensor(
            [2], [before.Aggregate(1.0, (p, e) => p * e.Count), extents.Skip(axis).Aggregate(1.0, (p, e) => p * e.Count)], true,
            extents.BatchAxis() < 0 ? null : [before.Any(e => e.PerSample), !before.Any(e => e.PerSample)]), true);
    }

    private void Squeeze(OnnxNodeView node)
    {
        var extents = ExtentsOf(Operand(node, 0));
        var axes = Axes(node, extents.Length);
        if (axes?.Any(a => !extents[a].Equals(Extent.Fixed(1))) == true)
        {
            throw new InvalidDataException($"its axes {string.Join(", ", axes)} of {extents.Text()} are not of size 1");
        }

        Reshaped(node, 0, Folded([.. extents.Where((e, i) => axes?.Contains(i) is { } listed ? !listed : !e.Equals(Extent.Fixed(1)))]),
            true);
    }

    private void Unsqueeze(OnnxNodeView node)
    {
        var extents = ExtentsOf(Operand(node, 0));
        var count = (node.Integers("axes")?.Length ?? Known(node, 1, "axes").Count) + extents.Length;
        var axes = Axes(node, (int)Math.Min(count, 64)) ?? throw new InvalidDataException("its axes are missing");
        var left = new Queue<Extent>(extents);
        Reshaped(node, 0, Folded([.. Enumerable.Range(0, (int)count).Select(i => axes.Contains(i) ? Extent.Fixed(1) : left.Dequeue())]),
            true);
    }

    private HashSet<int>? Axes(OnnxNodeView node, int rank)
    {
        var axes = node.Integers("axes") ?? (node.Input(1) is null ? null
            : (ImmutableArray<long>?)[.. Known(node, 1, "axes").Integers("axes")]);
        return axes is null ? null : [.. axes.Value.Select(a => Axis(a, rank))];
    }

    private void Reshaped(OnnxNodeView node, int input, FoldedTensor target, bool allowZero)
    {
        if (target.Count > 64)
        {
            throw new InvalidDataException($"its shape has {target.Count} dimensions");
        }

        var operand = Operand(node, input);
        var extents = ReshapedExtents.Of(ExtentsOf(operand), target, allowZero, _frozenBatch);
        ImmutableArray<long> sizes = [.. extents.Select(e => e.Count)];
        switch (operand)
        {
            case KnownValue known:
                Set(node, new KnownValue(known.Tensor.In(sizes)));
                break;
            case ParameterValue parameter:
                Set(node, parameter with { Sizes = sizes, View = parameter.View.Add(new(sizes, [])) });
                break;
            case OpenIntegers open:
                Set(node, open with { Sizes = sizes });
                break;
            default:
                var x = Computed(node, input);
                Set(node, x.Extents.SequenceEqual(extents) ? x : Emit(new Reshape(node.Name, [x.Node], default, extents), extents));
                break;
        }
    }

    private void Transpose(OnnxNodeView node)
    {
        var operand = Operand(node, 0);
        var extents = ExtentsOf(operand);
        var order = node.Integers("perm") is { } perm
            ? [.. perm.Select(p => Axis(p, extents.Length))]
            : ImmutableArray.CreateRange(Enumerable.Range(0, extents.Length).Reverse());
        if (!order.Order().SequenceEqual(Enumerable.Range(0, extents.Length)))
        {
            throw new InvalidDataException($"its order {string.Join(", ", order)} is not one of {extents.Length} dimensions");
        }

        switch (operand)
        {
            case ParameterValue parameter:
                Set(node, Permuted(parameter, order));
                break;
            case KnownValue { Tensor: var known }:
                var strides = FoldedShapes.Strides(known.Sizes);
                ImmutableArray<long> sizes = [.. order.Select(a => known.Sizes[a])];
                Set(node, new KnownValue(known.Take(sizes, FoldedShapes.Positions(sizes, [.. order.Select(a => strides[a])], 0))));
                break;
            default:
                var x = Computed(node, 0);
                Set(node, new Permute(node.Name, [x.Node], default, order), [.. order.Select(a => extents[a])]);
                break;
        }
    }

    private void Expand(OnnxNodeView node)
    {
        var target = Known(node, 1, "shape");
        ImmutableArray<Extent> wanted =
            [.. target.Values.Select((v, i) => new Extent((long)v, target.IsPerSample(i), target.IsPerSample(i) ? (long)v : 1))];
        var extents = Common(ExtentsOf(Operand(node, 0)), wanted);
        if (Operand(node, 0) is KnownValue { Tensor: { PerSample: null } known } && !extents.Any(e => e.PerSample))
        {
            ImmutableArray<long> sizes = [.. extents.Select(e => e.Count)];
            Set(node, new KnownValue(known.Take(sizes, FoldedShapes.Repeated(known.Sizes, sizes))));
            return;
        }

        var x = Computed(node, 0);
        Set(node, new Broadcast(node.Name, [x.Node], default, extents), extents);
    }

    private void ConstantOfShape(OnnxNodeView node)
    {
        var target = Known(node, 0, "shape");
        var value = node.Attribute("value") is { T: { } stored } ? FileTensor.Folded(stored) : FoldedTensor.Scalar(0, false);
        if (target.PerSample?.Contains(true) != true)
        {
            var sizes = target.Integers("shape");
            var values = new double[FoldedShapes.Count(sizes)];
            Array.Fill(values, value.Values[0]);
            Set(node, new KnownValue(new([.. sizes], values, value.IsInteger)));
            return;
        }

        var scalar = Constant(node.Name, value.In([]));
        ImmutableArray<Extent> extents =
            [.. target.Values.Select((v, i) => new Extent((long)v, target.IsPerSample(i), target.IsPerSample(i) ? (long)v : 1))];
        Set(node, new Broadcast(node.Name, [scalar.Node], default, extents), extents);
    }
}
