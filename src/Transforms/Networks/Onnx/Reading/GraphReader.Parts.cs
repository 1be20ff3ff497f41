using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Parts of values, and values of parts.</summary>
internal sealed partial class GraphReader
{
    private void Concat(OnnxNodeView node)
    {
        var operands = Enumerable.Range(0, node.Inputs).Select(i => Operand(node, i)).ToList();
        var extents = operands.ConvertAll(ExtentsOf);
        var axis = Axis(node.Integer("axis", 1), extents[0].Length);
        if (operands.TrueForAll(o => AsKnown(o) is not null))
        {
            Set(node, new KnownValue(Joined(operands.ConvertAll(o => AsKnown(o)!), axis)));
            return;
        }

        // A class token of a file whose batch is frozen at 1 is one for each sample.
        var common = extents[0];
        foreach (var (other, i) in extents.Select((e, i) => (e, i)))
        {
            if (other.Length != common.Length || other.Where((e, d) => d != axis && !Fits(e, common[d])).Any())
            {
                throw new InvalidDataException($"its operands {extents[0].Text()} and {other.Text()} (input {i}) do not fit together");
            }

            common = [.. common.Select((e, d) => d != axis && other[d].PerSample ? other[d] : e)];
        }

        if (common[axis].PerSample || extents.Exists(e => e[axis].PerSample))
        {
            throw new InvalidDataException($"its axis {axis} holds the batch");
        }

        var inputs = operands.Select((o, i) => Widened(Computed(node, i), i)).ToList();
        ImmutableArray<Extent> joined = [.. common.Select((e, d) => d == axis ? Extent.Fixed(extents.Sum(x => x[axis].Count)) : e)];
        ImmutableArray<int> nodes = [.. inputs.Select(i => i.Node)];
        Set(
            node,
            axis == 1 && joined is [{ PerSample: true, Count: 1 }, _, _, _]
                ? new Concat(node.Name, nodes, default)
                : new Join(node.Name, nodes, default, axis),
            joined);

        bool Fits(Extent x, Extent y) => x.Equals(y) || (_frozenBatch && x.Count == 1 && y.Count == 1);

        ComputedValue Widened(ComputedValue x, int i)
        {
            ImmutableArray<Extent> wanted = [.. common.Select((e, d) => d == axis ? x.Extents[d] : e)];
            return x.Extents.SequenceEqual(wanted) ? x : Emit(new Broadcast($"{node.Name}.{i}", [x.Node], default, wanted), wanted);
        }
    }

    private static FoldedTensor Joined(List<FoldedTensor> parts, int axis)
    {
        var sizes = parts[0].Sizes.SetItem(axis, parts.Sum(p => p.Sizes[axis]));
        var (outer, inner) = (FoldedShapes.Count(sizes.Take(axis)), FoldedShapes.Count(sizes.Skip(axis + 1)));
        var values = new double[FoldedShapes.Count(sizes)];
        var flags = new bool[values.Length];
        var at = 0L;
        for (var o = 0L; o < outer; o++)
        {
            foreach (var part in parts)
            {
                var length = part.Sizes[axis] * inner;
                for (var i = 0L; i < length; i++, at++)
                {
                    (values[at], flags[at]) = (part.Values[(o * length) + i], part.IsPerSample((o * length) + i));
                }
            }
        }

        return new(sizes, values, parts.TrueForAll(p => p.IsInteger), flags.Contains(true) ? flags : null);
    }

    private void Split(OnnxNodeView node)
    {
        var extents = ExtentsOf(Operand(node, 0));
        var axis = Axis(node.Integer("axis", 0), extents.Length);
        var outputs = node.Proto.Output.Count;
        var size = extents[axis].Count;
        var chunk = (size + outputs - 1) / outputs;
        long[] parts = node.Integers("split") is { } given ? [.. given]
            : node.Input(1) is not null ? Known(node, 1, "sizes").Integers("sizes")
            : [.. Enumerable.Range(0, outputs).Select(i => Math.Min(chunk, size - (i * chunk)))];
        if (parts.Length != outputs || parts.Sum() != size || parts.Any(p => p < 0))
        {
            throw new InvalidDataException($"its sizes {string.Join(", ", parts)} do not add up to {size}");
        }

        var start = 0L;
        for (var i = 0; i < outputs; i++)
        {
            Set(node, i, Sliced(node, Operand(node, 0), axis, start, parts[i], 1, $".{i}"));
            start += parts[i];
        }
    }

    private void SliceNode(OnnxNodeView node)
    {
        var value = Operand(node, 0);
        var rank = ExtentsOf(value).Length;
        var old = node.Opset < 10;
        var starts = old ? FoldedTensor.Vector(node.Integers("starts") ?? []) : Known(node, 1, "starts");
        var ends = old ? FoldedTensor.Vector(node.Integers("ends") ?? []) : Known(node, 2, "ends");
        var axes = old ? node.Integers("axes")?.ToArray() : node.Input(3) is null ? null : Known(node, 3, "axes").Integers("axes");
        var steps = old || node.Input(4) is null ? null : Known(node, 4, "steps").Integers("steps");
        axes ??= [.. Enumerable.Range(0, (int)starts.Count).Select(i => (long)i)];
        for (var i = 0; i < starts.Count; i++)
        {
            var axis = Axis(axes[i], rank);
            var extent = ExtentsOf(value)[axis];
            var step = steps?[i] ?? 1;
            if (extent.PerSample)
            {
                // All samples, or what a file with a frozen batch calls all.
                if (starts.Values[i] == 0 && step == 1
                    && (ends.IsPerSample(i) || ends.Values[i] >= int.MaxValue || (_frozenBatch && ends.Values[i] >= 1)))
                {
                    continue;
                }

                throw new InvalidDataException($"it takes a part of the batch, axis {axis} of {ExtentsOf(value).Text()}");
            }

            if (step == 0 || starts.IsPerSample(i) || ends.IsPerSample(i))
            {
                throw new InvalidDataException("its steps must not be zero, nor its ends depend on the batch");
            }

            var (size, reversed) = ((double)extent.Count, step < 0);
            var start = Math.Clamp(starts.Values[i] < 0 ? starts.Values[i] + size : starts.Values[i], 0, reversed ? size - 1 : size);
            var end = Math.Clamp(ends.Values[i] < 0 ? ends.Values[i] + size : ends.Values[i], reversed ? -1 : 0, size);
            var count = (long)Math.Max(0, Math.Ceiling((end - start) / step));
            value = Sliced(node, value, axis, (long)start, count, step, string.Empty);
        }

        Set(node, value);
    }

    private FileValue Sliced(OnnxNodeView node, FileValue value, int axis, long start, long count, long step, string suffix)
    {
        var extents = ExtentsOf(value);
        if (start == 0 && step == 1 && count == extents[axis].Count)
        {
            return value;
        }

        if (value is KnownValue { Tensor: var known })
        {
            var strides = FoldedShapes.Strides(known.Sizes);
            var first = start * strides[axis];
            strides[axis] *= step;
            var sizes = known.Sizes.SetItem(axis, count);
            return new KnownValue(known.Take(sizes, FoldedShapes.Positions(sizes, strides, first)));
        }

        var x = Computed(value, node.Input(0)!);
        var part = x.Extents.SetItem(axis, Extent.Fixed(count));
        if (x.Extents[axis].PerSample)
        {
            throw new InvalidDataException($"it takes a part of the batch, axis {axis} of {x.Extents.Text()}");
        }

        return axis == 1 && step == 1 && part is [{ PerSample: true, Count: 1 }, _, _, _]
            ? Emit(new Slice($"{node.Name}{suffix}", [x.Node], default, (int)start), part)
            : Emit(new AxisSlice($"{node.Name}{suffix}", [x.Node], default, axis, start, count, step), part);
    }

    private void Gather(OnnxNodeView node)
    {
        var value = Operand(node, 0);
        var extents = ExtentsOf(value);
        var axis = Axis(node.Integer("axis", 0), extents.Length);
        if (Operand(node, 1) is OpenIntegers open)
        {
            var rows = value is ParameterValue parameter && axis == 0
                ? parameter
                : throw new InvalidDataException($"it picks by '{open.Name}', whose values the file leaves open");
            ImmutableArray<long> all = [.. open.Sizes, .. rows.Sizes.Skip(1)];
            var table = Emit(
                new ParameterTensor(rows.Name, [], default, Reference(rows, Role(node.Input(0)!))), [.. rows.Sizes.Select(Extent.Fixed)]);
            Set(node, new UnknownPick(node.Name, [table.Node], default, open.Name, all), [.. all.Select(Extent.Fixed)]);
            return;
        }

        var indices = Known(node, 1, "indices");
        if (extents[axis].PerSample)
        {
            throw new InvalidDataException($"it takes a part of the batch, axis {axis} of {extents.Text()}");
        }

        long[] positions = [.. indices.Integers("indices").Select(i => i < 0 ? i + extents[axis].Count : i)];
        if (Array.Exists(positions, p => p < 0 || p >= extents[axis].Count))
        {
            throw new InvalidDataException($"its indices reach beyond the {extents[axis].Count} positions of axis {axis}");
        }

        if (value is KnownValue { Tensor: var known })
        {
            var strides = FoldedShapes.Strides(known.Sizes);
            ImmutableArray<long> sizes = [.. known.Sizes.Take(axis), .. indices.Sizes, .. known.Sizes.Skip(axis + 1)];
            var blocks = FoldedShapes.Positions([.. known.Sizes.Take(axis)], strides[..axis], 0);
            var inner = FoldedShapes.Positions([.. known.Sizes.Skip(axis + 1)], strides[(axis + 1)..], 0);
            FoldedShapes.Count(sizes);
            Set(node, new KnownValue(known.Take(sizes, [
                .. from block in blocks from p in positions from i in inner select block + (p * strides[axis]) + i])));
            return;
        }

        var x = Computed(node, 0);
        ImmutableArray<Extent> before = [.. extents.Take(axis)], after = [.. extents.Skip(axis + 1)];
        var scalar = indices.Sizes.IsEmpty;
        var picked = Emit(
            new Pick(node.Name, [x.Node], default, axis, [.. positions], scalar),
            scalar ? [.. before, .. after] : [.. before, Extent.Fixed(positions.Length), .. after]);
        ImmutableArray<Extent> shaped = [.. before, .. indices.Sizes.Select(Extent.Fixed), .. after];
        Set(node, indices.Sizes.Length < 2 ? picked : Emit(new Reshape($"{node.Name}.shape", [picked.Node], default, shaped), shaped));
    }

    private void PadNode(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        var rank = x.Extents.Length;
        var pads = node.Opset < 11 ? node.Integers("pads")?.ToArray() ?? [] : Known(node, 1, "pads").Integers("pads");
        if (node.Opset >= 18 && node.Input(3) is not null)
        {
            var axes = Known(node, 3, "axes").Integers("axes");
            var all = new long[2 * rank];
            for (var i = 0; i < axes.Length; i++)
            {
                (all[Axis(axes[i], rank)], all[Axis(axes[i], rank) + rank]) = (pads[i], pads[i + axes.Length]);
            }

            pads = all;
        }

        var mode = node.Text("mode", "constant");
        if (mode != "constant" || pads.Length != 2 * rank || Array.Exists(pads, p => Math.Abs(p) > LargestWindow))
        {
            throw new InvalidDataException($"its mode '{mode}' and pads [{string.Join(", ", pads)}] are not those of a constant border");
        }

        var value = node.Opset < 11 ? node.Float("value", 0) : Number(node, 2, 0);
        ImmutableArray<Extent> extents = [.. x.Extents.Select((e, i) =>
            pads[i] == 0 && pads[i + rank] == 0 ? e
            : e.PerSample ? throw new InvalidDataException("it pads the batch")
            : e.Count + pads[i] + pads[i + rank] is var count and >= 0 ? Extent.Fixed(count)
            : throw new InvalidDataException($"it crops more than {e.Count} positions"))];
        var isImage = value == 0 && rank == 4 && x.Extents[0].Equals(Extent.Batch) && pads[0] == 0 && pads[1] == 0 && pads[4] == 0
            && pads[5] == 0;
        Set(
            node,
            Array.TrueForAll(pads, p => p == 0) ? x
            : isImage ? Emit(new Pad(node.Name, [x.Node], default, (int)pads[2], (int)pads[6], (int)pads[3], (int)pads[7]), extents)
            : Emit(new ConstantPad(node.Name, [x.Node], default, [.. pads[..rank]], [.. pads[rank..]], value), extents));
    }
}
