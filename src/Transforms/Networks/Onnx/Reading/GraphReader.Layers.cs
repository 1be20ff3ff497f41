using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Operations with trained parameters.</summary>
internal sealed partial class GraphReader
{
    private void Convolution(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        var weight = Trained(node, 1);
        if (x.Extents is not [{ PerSample: true, Count: 1 }, { } channels, { } rows, { } columns] || weight.Sizes.Length != 4)
        {
            throw new InvalidDataException(
                $"its image {x.Extents.Text()} and kernel [{string.Join(", ", weight.Sizes)}] must be of four dimensions");
        }

        var groups = node.Integer("group", 1);
        if (groups < 1 || weight.Sizes[0] % groups != 0 || weight.Sizes[1] * groups != channels.Count)
        {
            throw new InvalidDataException(
                $"its kernel [{string.Join(", ", weight.Sizes)}] in {groups} groups does not fit {channels.Count} channels");
        }

        var form = WindowOf(node, (weight.Sizes[2], weight.Sizes[3]), (rows.Count, columns.Count));
        var bias = node.Input(2) is null ? null : Vector(node, 2, ParameterRole.Bias, weight.Sizes[0]);
        var window = form.Window;
        var square = window.Pads.IsSymmetric && window.Pads.Top == window.Pads.Left && window.Strides.Rows == window.Strides.Columns
            && window.Dilations.Rows == window.Dilations.Columns;
        Set(
            node,
            new Conv2d(
                node.Name, [x.Node], default, Reference(weight, ParameterRole.ConvolutionWeight), bias, window.Strides.Rows,
                window.Pads.Top, window.Dilations.Rows, (int)groups) { Window = square ? null : window },
            [Extent.Batch, Extent.Fixed(weight.Sizes[0]), Extent.Fixed(form.Rows), Extent.Fixed(form.Columns)]);
    }

    private void Normalisation(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        if (x.Extents.Length < 2 || !x.Extents[0].PerSample)
        {
            throw new InvalidDataException($"its operand {x.Extents.Text()} must be [n, channels, …]");
        }

        if (!_options.KeepsNorms)
        {
            Set(node, x);
            return;
        }

        var channels = x.Extents[1].Count;
        var scale = Vector(node, 1, ParameterRole.NormScale, channels);
        var shift = Vector(node, 2, ParameterRole.NormShift, channels);
        var name = NormName(scale.Name);
        foreach (var (input, kind) in new[] { (3, "running_mean"), (4, "running_var") })
        {
            if (Operand(node, input) is ParameterValue statistic)
            {
                _stored[$"{name}.{kind}"] = statistic;
            }
        }

        var norm = new BatchNorm(name, [x.Node], default, scale, shift, Decimal(node.Float("epsilon", 1e-5f)))
        {
            StoredChannels = (int)channels,
        };
        Set(node, Emit(norm, x.Extents));
    }

    // "layer1.0.bn1.weight" is of layer1.0.bn1.
    private static string NormName(string scale)
    {
        foreach (var ending in new[] { ".weight", ".gamma", "/gamma", ".scale" })
        {
            if (scale.EndsWith(ending, StringComparison.Ordinal) && scale.Length > ending.Length)
            {
                return scale[..^ending.Length];
            }
        }

        return scale;
    }

    private void LayerNormalisation(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        var axis = Axis(node.Integer("axis", -1), x.Extents.Length);
        if (x.Extents.Skip(axis).Any(e => e.PerSample))
        {
            throw new InvalidDataException($"its axis {axis} of {x.Extents.Text()} holds the batch");
        }

        ImmutableArray<long> sizes = [.. x.Extents.Skip(axis).Select(e => e.Count)];
        var norm = new LayerNorm(
            node.Name, [x.Node], default, sizes, Part(1, ParameterRole.NormScale), Part(2, ParameterRole.NormShift),
            Decimal(node.Float("epsilon", 1e-5f)));
        Set(node, norm, x.Extents);

        ParameterReference? Part(int i, ParameterRole role) =>
            node.Input(i) is null ? null
            : Trained(node, i) is var part && part.Sizes.SequenceEqual(sizes) ? Reference(part, role)
            : throw new InvalidDataException($"its input {i} [{string.Join(", ", part.Sizes)}] must be [{string.Join(", ", sizes)}]");
    }

    private void Gemm(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        if (node.Integer("transA", 0) != 0 || node.Float("alpha", 1) != 1 || node.Float("beta", 1) != 1)
        {
            throw new InvalidDataException("it is read without transA, and with alpha and beta 1");
        }

        var weight = Trained(node, 1);
        weight = node.Integer("transB", 0) != 0 ? weight : Transposed(weight);
        var bias = node.Input(2) is null ? null : Vector(node, 2, ParameterRole.Bias, weight.Sizes[0]);
        Linear(node, x, weight, bias);
    }

    private void MatMul(OnnxNodeView node)
    {
        if (Operand(node, 1) is ParameterValue or KnownValue && Trained(node, 1) is { Sizes.Length: 2 } weight)
        {
            Linear(node, Computed(node, 0), Transposed(weight), null);
            return;
        }

        if (Operand(node, 0) is ParameterValue || Operand(node, 1) is ParameterValue)
        {
            throw new InvalidDataException("a parameter is read as the second factor of a product, and of two dimensions");
        }

        var (x, y) = (Computed(node, 0), Computed(node, 1));
        if (x.Extents.Length < 2 || y.Extents.Length < 2 || !x.Extents[^1].Equals(y.Extents[^2]) || x.Extents[^1].PerSample)
        {
            throw new InvalidDataException($"its operands {x.Extents.Text()} and {y.Extents.Text()} do not fit together");
        }

        ImmutableArray<Extent> extents =
            [.. Common([.. x.Extents.SkipLast(2)], [.. y.Extents.SkipLast(2)]), x.Extents[^2], y.Extents[^1]];
        if (extents.Count(e => e.PerSample) > 1)
        {
            throw new InvalidDataException($"its operands {x.Extents.Text()} and {y.Extents.Text()} mix samples");
        }

        Set(node, new MatrixProduct(node.Name, [x.Node, y.Node], default, extents.Length), extents);
    }

    private void Linear(OnnxNodeView node, ComputedValue x, ParameterValue weight, ParameterReference? bias)
    {
        if (weight.Sizes.Length != 2 || x.Extents.Length == 0 || !x.Extents[^1].Equals(Extent.Fixed(weight.Sizes[1])))
        {
            throw new InvalidDataException(
                $"its operand {x.Extents.Text()} does not fit weights of {string.Join(" to ", weight.Sizes.Reverse())} features");
        }

        var reference = Reference(weight, ParameterRole.LinearWeight);
        ImmutableArray<Extent> extents = [.. x.Extents.SkipLast(1), Extent.Fixed(weight.Sizes[0])];
        Set(
            node,
            bias is not null && extents.Length == 2 && extents[0].Equals(Extent.Batch)
                ? new Linear(node.Name, [x.Node], default, reference, bias)
                : new Projection(node.Name, [x.Node], default, reference, bias, extents),
            extents);
    }

    private void Einsum(OnnxNodeView node)
    {
        var equation = node.Text("equation", string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        var sides = equation.Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length != 2 || terms.Length != 2 || node.Inputs != 2 || !equation.All(c =>
            char.IsAsciiLetter(c) || c is ',' or '-' or '>'))
        {
            throw new InvalidDataException($"its equation '{equation}' is not read; two operands with an explicit result are");
        }

        var operands = new[] { Computed(node, 0), Computed(node, 1) };
        var sizes = new Dictionary<char, Extent>();
        for (var i = 0; i < 2; i++)
        {
            if (terms[i].Length != operands[i].Extents.Length)
            {
                throw new InvalidDataException($"its equation '{equation}' does not fit {operands[i].Extents.Text()}");
            }

            foreach (var (letter, extent) in terms[i].Zip(operands[i].Extents))
            {
                if (!sizes.TryAdd(letter, extent) && !sizes[letter].Equals(extent))
                {
                    throw new InvalidDataException($"its letter {letter} stands for {sizes[letter]} and {extent}");
                }
            }
        }

        ImmutableArray<Extent> extents = [.. sides[1].Select(letter => sizes[letter])];
        if (sizes.Any(s => s.Value.PerSample && !sides[1].Contains(s.Key)) || extents.Count(e => e.PerSample) != 1)
        {
            throw new InvalidDataException($"its equation '{equation}' mixes samples");
        }

        Set(node, new EinsteinSum(node.Name, [operands[0].Node, operands[1].Node], default, equation), extents);
    }

    /// <summary>An input that is trained: a parameter, or a constant in its place.</summary>
    private ParameterValue Trained(OnnxNodeView node, int i) => Operand(node, i) switch
    {
        ParameterValue parameter => parameter,
        KnownValue { Tensor: var tensor } => new(
            node.Input(i)!, OnnxTensors.Create(node.Input(i)!, [.. tensor.Sizes], Array.ConvertAll(tensor.Values, v => (float)v)),
            tensor.Sizes, []),
        _ => throw new InvalidDataException($"its input {i} must be a parameter; it is computed"),
    };

    private ParameterReference Vector(OnnxNodeView node, int i, ParameterRole role, long size) =>
        Trained(node, i) is var vector && vector.Sizes.Length == 1 && vector.Sizes[0] == size
            ? Reference(vector, role)
            : throw new InvalidDataException($"its input {i} [{string.Join(", ", vector.Sizes)}] must be [{size}]");

    private static ParameterValue Transposed(ParameterValue x) =>
        x.Sizes.Length == 2 ? Permuted(x, [1, 0]) : throw new InvalidDataException("its weights must be of two dimensions");

    private static ParameterValue Permuted(ParameterValue x, ImmutableArray<int> order)
    {
        ImmutableArray<long> sizes = [.. order.Select(axis => x.Sizes[axis])];
        return x with { Sizes = sizes, View = x.View.Add(new(sizes, order)) };
    }
}
