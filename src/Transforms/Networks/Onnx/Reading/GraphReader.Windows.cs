using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Windows that move over images, and reductions.</summary>
internal sealed partial class GraphReader
{
    private const int LargestWindow = 1 << 14;

    private sealed record WindowForm(ConvolutionWindow Window, long Rows, long Columns);

    private static WindowForm WindowOf(OnnxNodeView node, (long Rows, long Columns) kernel, (long Rows, long Columns) image)
    {
        if (node.Integers("kernel_shape") is { } shape && !shape.SequenceEqual([kernel.Rows, kernel.Columns]))
        {
            throw new InvalidDataException(
                $"its kernel_shape [{string.Join(", ", shape)}] differs from its kernel [{kernel.Rows}, {kernel.Columns}]");
        }

        var (strides, dilations) = (Two("strides"), Two("dilations"));
        var pads = node.Integers("pads") is { } given
            ? given is [var top, var left, var bottom, var right] && given.All(p => p is >= 0 and < LargestWindow)
                ? new WindowPadding((int)top, (int)left, (int)bottom, (int)right)
                : throw new InvalidDataException($"its pads [{string.Join(", ", given)}] must be four numbers that are not negative")
            : default;
        (int Rows, int Columns) span = (Span(kernel.Rows, dilations.Rows), Span(kernel.Columns, dilations.Columns));
        var automatic = node.Text("auto_pad", "NOTSET");
        if (automatic is "SAME_UPPER" or "SAME_LOWER")
        {
            var (rows, columns) = (Same(image.Rows, span.Rows, strides.Rows), Same(image.Columns, span.Columns, strides.Columns));
            var (more, less) = (automatic == "SAME_LOWER", automatic == "SAME_UPPER");
            pads = new(
                (rows + (more ? 1 : 0)) / 2, (columns + (more ? 1 : 0)) / 2, (rows + (less ? 1 : 0)) / 2, (columns + (less ? 1 : 0)) / 2);
        }
        else if (automatic is not ("NOTSET" or "VALID" or ""))
        {
            throw new InvalidDataException($"its auto_pad '{automatic}' is not known");
        }

        pads = automatic == "VALID" ? default : pads;
        var up = node.Integer("ceil_mode", 0) != 0;
        return new(
            new(strides, pads, dilations),
            Windows(image.Rows, span.Rows, strides.Rows, pads.Top, pads.Bottom, up),
            Windows(image.Columns, span.Columns, strides.Columns, pads.Left, pads.Right, up));

        (int Rows, int Columns) Two(string name) => node.Integers(name) switch
        {
            null => (1, 1),
            [var rows, var columns] when rows is >= 1 and < LargestWindow && columns is >= 1 and < LargestWindow =>
                ((int)rows, (int)columns),
            { } other => throw new InvalidDataException($"its {name} [{string.Join(", ", other)}] must be two positive numbers"),
        };
    }

    private static int Span(long kernel, int dilation) => kernel is >= 1 and < LargestWindow && ((kernel - 1) * dilation) + 1 is var span
        && span < LargestWindow
            ? (int)span
            : throw new InvalidDataException($"its window of {kernel} positions, {dilation} apart, is none of a network's");

    private static int Same(long size, int span, int stride) =>
        (int)Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + span - size);

    private static long Windows(long size, int span, int stride, int before, int after, bool up)
    {
        var room = size + before + after - span;
        if (room < 0)
        {
            throw new InvalidDataException($"its window of {span} is larger than the image of {size} with padding {before} and {after}");
        }

        var windows = (up ? (room + stride - 1) / stride : room / stride) + 1;

        // A window that would start in the padding behind the image is none.
        return up && (windows - 1) * stride >= size + before ? windows - 1 : windows;
    }

    private void Pool(OnnxNodeView node, bool isMaximum)
    {
        var x = Computed(node, 0);
        if (x.Extents is not [{ PerSample: true, Count: 1 }, { } channels, { } rows, { } columns]
            || node.Integers("kernel_shape") is not [var height, var width])
        {
            throw new InvalidDataException($"its image {x.Extents.Text()} must be of four dimensions, its kernel of two");
        }

        if (node.Proto.Output.Count > 1 && node.Proto.Output.Skip(1).Any(o => _readers.ContainsKey(o)))
        {
            throw new InvalidDataException("the positions of its maxima are read, which is not known");
        }

        var form = WindowOf(node, (height, width), (rows.Count, columns.Count));
        var (window, counts) = (form.Window, node.Integer("count_include_pad", 0) != 0);
        ImmutableArray<Extent> extents = [Extent.Batch, channels, Extent.Fixed(form.Rows), Extent.Fixed(form.Columns)];
        var plain = height == width && window.Strides.Rows == window.Strides.Columns && window.Dilations is (1, 1)
            && window.Pads.IsSymmetric
            && window.Pads.Top == window.Pads.Left && node.Integer("ceil_mode", 0) == 0 && (isMaximum || !counts || window.Pads.Top == 0)
            && 2 * window.Pads.Top <= height;
        var (kernel, stride, padding) = ((int)height, window.Strides.Rows, window.Pads.Top);
        if (!isMaximum && window.Dilations is not (1, 1))
        {
            throw new InvalidDataException("an average over a dilated window is not known");
        }

        NetworkNode pool = !plain ? new WindowPool(node.Name, [x.Node], default, isMaximum, ((int)height, (int)width), window, counts)
            : isMaximum ? new MaxPool(node.Name, [x.Node], default, kernel, stride, padding)
            : new AvgPool(node.Name, [x.Node], default, kernel, stride, padding);
        Set(node, pool, extents);
    }

    private void Reduce(OnnxNodeView node, ReductionKind kind, bool global = false)
    {
        var x = Computed(node, 0);
        var rank = x.Extents.Length;
        var given = global ? [.. Enumerable.Range(2, Math.Max(0, rank - 2)).Select(i => (long)i)]
            : node.Integers("axes") ?? (node.Input(1) is null ? null : (ImmutableArray<long>?)[.. Known(node, 1, "axes").Integers("axes")]);
        if (given is null && node.Integer("noop_with_empty_axes", 0) != 0)
        {
            Set(node, x);
            return;
        }

        ImmutableArray<int> axes =
            [.. (given ?? [.. Enumerable.Range(0, rank).Select(i => (long)i)]).Select(a => Axis(a, rank)).Distinct().Order()];
        if (axes.Any(a => x.Extents[a].PerSample))
        {
            throw new InvalidDataException($"its axes {string.Join(", ", axes)} of {x.Extents.Text()} hold the batch");
        }

        var keeps = global || node.Integer("keepdims", 1) != 0;
        var isGlobal = kind == ReductionKind.Mean && axes is [2, 3] && x.Extents is [{ PerSample: true, Count: 1 }, _, _, _];
        ImmutableArray<Extent> kept = [.. x.Extents.Select((e, i) => axes.Contains(i) ? Extent.Fixed(1) : e)];
        var dropped = keeps ? kept : [.. x.Extents.Where((_, i) => !axes.Contains(i))];
        if (!isGlobal)
        {
            Set(node, new Reduction(node.Name, [x.Node], default, kind, axes, keeps), dropped);
            return;
        }

        var pooled = Emit(new GlobalAvgPool(node.Name, [x.Node], default), kept);
        Set(node, keeps ? pooled : Emit(new Reshape($"{node.Name}.dropped", [pooled.Node], default, dropped), dropped));
    }
}
