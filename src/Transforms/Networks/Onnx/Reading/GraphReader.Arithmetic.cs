using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Functions of single values, and arithmetic of two.</summary>
internal sealed partial class GraphReader
{
    private static readonly Dictionary<string, ElementwiseFunction> Functions = new(StringComparer.Ordinal)
    {
        ["Clip"] = ElementwiseFunction.Clip,
        ["LeakyRelu"] = ElementwiseFunction.LeakyRelu,
        ["Sigmoid"] = ElementwiseFunction.Sigmoid,
        ["HardSigmoid"] = ElementwiseFunction.HardSigmoid,
        ["HardSwish"] = ElementwiseFunction.HardSwish,
        ["Gelu"] = ElementwiseFunction.Gelu,
        ["Tanh"] = ElementwiseFunction.Tanh,
        ["Elu"] = ElementwiseFunction.Elu,
        ["Erf"] = ElementwiseFunction.Erf,
        ["Exp"] = ElementwiseFunction.Exp,
        ["Log"] = ElementwiseFunction.Log,
        ["Sqrt"] = ElementwiseFunction.Sqrt,
        ["Softplus"] = ElementwiseFunction.Softplus,
        ["Abs"] = ElementwiseFunction.Abs,
        ["Neg"] = ElementwiseFunction.Neg,
        ["Reciprocal"] = ElementwiseFunction.Reciprocal,
        ["Pow"] = ElementwiseFunction.Power,
    };

    private void Function(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        var function = Functions[node.Kind];
        var (a, b) = (0.0, 0.0);
        switch (node.Kind)
        {
            case "Clip" when node.Opset < 11:
                (a, b) = (node.Float("min", float.MinValue), node.Float("max", float.MaxValue));
                break;
            case "Clip":
                (a, b) = (Number(node, 1, float.MinValue), Number(node, 2, float.MaxValue));
                break;
            case "LeakyRelu":
                a = Decimal(node.Float("alpha", 0.01f));
                break;
            case "Elu":
                a = Decimal(node.Float("alpha", 1));
                break;
            case "HardSigmoid":
                (a, b) = (Sixth(node.Float("alpha", 0.2f)), Decimal(node.Float("beta", 0.5f)));
                break;
            case "Gelu" when node.Text("approximate", "none") == "tanh":
                function = ElementwiseFunction.GeluTanh;
                break;
            case "Pow":
                a = Number(node, 1, double.NaN);
                break;
        }

        if (node.Kind == "Clip" && a == 0 && b >= float.MaxValue)
        {
            Rectifier(node);
            return;
        }

        Set(node, new Elementwise(node.Name, [x.Node], default, function, a, b), x.Extents);
    }

    /// <summary>A single number of an input, of the type that it was meant in.</summary>
    private double Number(OnnxNodeView node, int i, double absent)
    {
        if (node.Input(i) is null)
        {
            return !double.IsNaN(absent) ? absent : throw new InvalidDataException($"its input {i} is missing");
        }

        var known = Known(node, i, $"input {i}");
        return known.Count == 1 ? known.Values[0] : throw new InvalidDataException($"its input {i} must be one number (has {known.Count})");
    }

    // Files hold float32: 0.1 is meant where 0.100000001490116 is read, and ⅙ where 0.166666671633721 is.
    private static double Decimal(double value) =>
        double.Parse(((float)value).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture);

    private static double Sixth(double value) => (float)value == 1f / 6 ? 1.0 / 6 : Decimal(value);

    private void Rectifier(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        if (x.Extents.Length == 0 || x.Extents.BatchAxis() != 0 || x.Extents[0].Count == 1)
        {
            Set(node, new Relu(node.Name, [x.Node], default), x.Extents);
            return;
        }

        // Estimators read the operands of a sample as a row.
        if (x.Extents[0].Inner != x.Extents[0].Count)
        {
            throw new InvalidDataException($"its operand {x.Extents.Text()} does not keep the samples apart");
        }

        ImmutableArray<Extent> apart = [Extent.Batch, Extent.Fixed(x.Extents[0].Count), .. x.Extents.Skip(1)];
        var split = Emit(new Reshape($"{node.Name}.samples", [x.Node], default, apart), apart);
        var relu = Emit(new Relu(node.Name, [split.Node], default), apart);
        Set(node, new Reshape($"{node.Name}.joined", [relu.Node], default, x.Extents), x.Extents);
    }

    private void ArithmeticNode(OnnxNodeView node)
    {
        var kind = node.Kind == "Sum" ? ArithmeticOperation.Add : Enum.Parse<ArithmeticOperation>(node.Kind);
        var trained = kind is ArithmeticOperation.Add or ArithmeticOperation.Mul;
        var total = Of(0);
        for (var i = 1; i < node.Inputs; i++)
        {
            var other = Of(i);
            total = Combine(node.Name, kind, total, other);
        }

        Set(node, total);

        // Networks train what they add and multiply; what is subtracted or divided by is a constant of their preparation of images.
        ComputedValue Of(int i) => !trained && Operand(node, i) is ParameterValue { Stored: { } stored, View.IsEmpty: true }
            ? Constant(node.Input(i)!, FileTensor.Folded(stored))
            : Computed(node, i);
    }

    private ComputedValue Combine(string name, ArithmeticOperation kind, ComputedValue x, ComputedValue y)
    {
        var extents = Common(x.Extents, y.Extents);
        return kind == ArithmeticOperation.Add && x.Extents.SequenceEqual(y.Extents)
            ? Emit(new Add(name, [x.Node, y.Node], default), extents)
            : Emit(new Arithmetic(name, [x.Node, y.Node], default, kind), extents);
    }

    private static ImmutableArray<Extent> Common(ImmutableArray<Extent> x, ImmutableArray<Extent> y)
    {
        var rank = Math.Max(x.Length, y.Length);
        var common = ImmutableArray.CreateBuilder<Extent>(rank);
        for (var i = 0; i < rank; i++)
        {
            var a = i < rank - x.Length ? Extent.Fixed(1) : x[i - rank + x.Length];
            var b = i < rank - y.Length ? Extent.Fixed(1) : y[i - rank + y.Length];
            common.Add(a.Equals(b) || b.Equals(Extent.Fixed(1)) ? a : a.Equals(Extent.Fixed(1)) ? b
                : throw new InvalidDataException($"its operands {x.Text()} and {y.Text()} do not fit together"));
        }

        return common.Count(e => e.PerSample) > 1
            ? throw new InvalidDataException($"its operands {x.Text()} and {y.Text()} have the batch in different dimensions")
            : common.MoveToImmutable();
    }

    private void SoftmaxNode(OnnxNodeView node)
    {
        var x = Computed(node, 0);
        var rank = x.Extents.Length;
        var axis = Axis(node.Integer("axis", node.Opset < 13 ? 1 : -1), rank);
        if (node.Opset < 13 && axis != rank - 1)
        {
            throw new InvalidDataException($"its axis {axis} of {rank} joins dimensions (operator sets before 13), which is not read");
        }

        if (x.Extents[axis].PerSample)
        {
            throw new InvalidDataException($"its axis {axis} of {x.Extents.Text()} holds the batch");
        }

        Set(node, new Softmax(node.Name, [x.Node], default, axis), x.Extents);
    }

    private static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new InvalidDataException($"its axis {axis} is none of {rank} dimensions");
}
