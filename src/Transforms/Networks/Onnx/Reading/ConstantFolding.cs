using System.Collections.Immutable;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Operations on values that are known: the arithmetic of shapes that exporters write, and masks.</summary>
internal static class ConstantFolding
{
    private static readonly Dictionary<string, Func<double, double, double>> Binary = new(StringComparer.Ordinal)
    {
        ["Add"] = (x, y) => x + y,
        ["Sub"] = (x, y) => x - y,
        ["Mul"] = (x, y) => x * y,
        ["Pow"] = Math.Pow,
        ["Min"] = Math.Min,
        ["Max"] = Math.Max,
        ["Equal"] = (x, y) => x == y ? 1 : 0,
        ["Less"] = (x, y) => x < y ? 1 : 0,
        ["LessOrEqual"] = (x, y) => x <= y ? 1 : 0,
        ["Greater"] = (x, y) => x > y ? 1 : 0,
        ["GreaterOrEqual"] = (x, y) => x >= y ? 1 : 0,
        ["And"] = (x, y) => x != 0 && y != 0 ? 1 : 0,
        ["Or"] = (x, y) => x != 0 || y != 0 ? 1 : 0,
    };

    private static readonly Dictionary<string, Func<double, double>> Unary = new(StringComparer.Ordinal)
    {
        ["Neg"] = x => -x,
        ["Abs"] = Math.Abs,
        ["Sqrt"] = Math.Sqrt,
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Reciprocal"] = x => 1 / x,
        ["Floor"] = Math.Floor,
        ["Ceil"] = Math.Ceiling,
        ["Not"] = x => x == 0 ? 1 : 0,
    };

    /// <summary>Whether an operation of known values can be computed here.</summary>
    public static bool Knows(string kind) => Binary.ContainsKey(kind) || Unary.ContainsKey(kind)
        || kind is "Div" or "Mod" or "Cast" or "Where" or "Range" or "ScatterND" or "Identity" or "ReduceProd" or "Size";

    /// <summary>The value of an operation of known values.</summary>
    public static FoldedTensor Fold(OnnxNodeView node, IReadOnlyList<FoldedTensor> x) => node.Kind switch
    {
        "Div" => Combine(x[0], x[1], x[0].IsInteger && x[1].IsInteger ? Quotient : (a, b) => a / b, "Div"),
        "Mod" => Combine(x[0], x[1], node.Integer("fmod", 0) != 0 ? Math.IEEERemainder : Modulo, "Mod"),
        "Cast" => Cast(x[0], (int)node.Integer("to", 1)),
        "Where" => Where(x[0], x[1], x[2]),
        "Range" => Range(x[0], x[1], x[2]),
        "ScatterND" => Scatter(node, x[0], x[1], x[2]),
        "Identity" => x[0],
        "Size" => FoldedTensor.Scalar(x[0].Count, true),
        "ReduceProd" => FoldedTensor.Scalar(x[0].Integers("operand").Aggregate(1.0, (a, b) => a * b), x[0].IsInteger) is var product
            && node.Integer("keepdims", 1) == 0 ? product : throw new InvalidDataException("ReduceProd that keeps dimensions is not read"),
        _ when Unary.TryGetValue(node.Kind, out var unary) && !HasBatch(x[0]) =>
            x[0] with { Values = Array.ConvertAll(x[0].Values, v => unary(v)) },
        _ => x.Skip(1).Aggregate(x[0], (a, b) => Combine(a, b, Binary[node.Kind], node.Kind)),
    };

    private static bool HasBatch(FoldedTensor x) => x.PerSample?.Contains(true) == true;

    private static double Quotient(double x, double y) =>
        y == 0 ? throw new InvalidDataException("a whole number is divided by zero") : Math.Truncate(x / y);

    private static double Modulo(double x, double y) =>
        y == 0 ? throw new InvalidDataException("a whole number is divided by zero") : x - (y * Math.Floor(x / y));

    private static FoldedTensor Combine(FoldedTensor x, FoldedTensor y, Func<double, double, double> of, string kind)
    {
        var sizes = FoldedShapes.Common(x.Sizes, y.Sizes);
        var (left, right) = (FoldedShapes.Repeated(x.Sizes, sizes), FoldedShapes.Repeated(y.Sizes, sizes));
        var values = new double[left.Length];
        bool[]? flags = HasBatch(x) || HasBatch(y) ? new bool[left.Length] : null;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = of(x.Values[left[i]], y.Values[right[i]]);
            if (flags is not null && (x.IsPerSample(left[i]), y.IsPerSample(right[i])) is var (a, b) && (a || b))
            {
                (values[i], flags[i]) = WithBatch(kind, x.Values[left[i]], a, y.Values[right[i]], b, values[i]);
            }
        }

        var isInteger = (x.IsInteger && y.IsInteger) || kind is "Equal" or "Less" or "LessOrEqual" or "Greater" or "GreaterOrEqual";
        return new(sizes, values, isInteger, flags);
    }

    /// <summary>A number for each sample in arithmetic: what is not again a number, or one for each sample, is not known.</summary>
    private static (double Value, bool PerSample) WithBatch(string kind, double x, bool left, double y, bool right, double value) =>
        kind switch
    {
        "Mul" when left != right => (value, true),
        "Div" when left && right && x % y == 0 => (value, false),
        "Div" when left && !right && y != 0 && x % y == 0 => (value, true),
        "Add" or "Sub" when left && right => (value, true),
        "Add" or "Sub" when left && y == 0 => (value, true),
        "Add" when right && x == 0 => (value, true),
        "Min" or "Max" when left && right => (value, true),
        "Equal" when left && right => (value, false),
        "Equal" when (left ? y : x) <= 0 => (0, false),
        "Greater" or "GreaterOrEqual" when left && y <= 0 => (1, false),
        "Less" or "LessOrEqual" when right && x <= 0 => (1, false),
        _ => throw new InvalidDataException($"{kind} of a number that depends on the size of the batch has no fixed result"),
    };

    private static FoldedTensor Cast(FoldedTensor x, int type) => (TensorProto.Types.DataType)type switch
    {
        TensorProto.Types.DataType.Bool when !HasBatch(x) =>
            x with { Values = Array.ConvertAll(x.Values, v => v != 0 ? 1.0 : 0), IsInteger = true },
        TensorProto.Types.DataType.Int32 or TensorProto.Types.DataType.Int64 =>
            x with { Values = x.IsInteger ? x.Values : Array.ConvertAll(x.Values, Math.Truncate), IsInteger = true },
        _ when FileTensor.IsFloat(type) => x with { IsInteger = false },
        _ => throw new InvalidDataException($"a cast to data type {type} is not read"),
    };

    private static FoldedTensor Where(FoldedTensor condition, FoldedTensor x, FoldedTensor y)
    {
        var sizes = FoldedShapes.Common(FoldedShapes.Common(condition.Sizes, x.Sizes), y.Sizes);
        var (c, a, b) = (
            FoldedShapes.Repeated(condition.Sizes, sizes), FoldedShapes.Repeated(x.Sizes, sizes), FoldedShapes.Repeated(y.Sizes, sizes));
        var (values, flags) = (new double[c.Length], new bool[c.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            var first = condition.Values[c[i]] != 0;
            values[i] = first ? x.Values[a[i]] : y.Values[b[i]];
            flags[i] = first ? x.IsPerSample(a[i]) : y.IsPerSample(b[i]);
        }

        return new(sizes, values, x.IsInteger && y.IsInteger, flags.Contains(true) ? flags : null);
    }

    private static FoldedTensor Range(FoldedTensor start, FoldedTensor limit, FoldedTensor step)
    {
        if (HasBatch(start) || HasBatch(limit) || HasBatch(step))
        {
            throw new InvalidDataException("a range whose length depends on the size of the batch is not read");
        }

        var (from, to, by) = (start.Values[0], limit.Values[0], step.Values[0]);
        var count = by == 0 ? double.NaN : Math.Max(0, Math.Ceiling((to - from) / by));
        if (!(count <= FoldedShapes.Most))
        {
            throw new InvalidDataException("a range is longer than any network has");
        }

        return new([(long)count], [.. Enumerable.Range(0, (int)count).Select(i => from + (i * by))], start.IsInteger);
    }

    private static FoldedTensor Scatter(OnnxNodeView node, FoldedTensor data, FoldedTensor indices, FoldedTensor updates)
    {
        if (node.Text("reduction", "none") != "none" || HasBatch(data) || HasBatch(updates))
        {
            throw new InvalidDataException("ScatterND is read without reduction and of fixed values only");
        }

        var depth = indices.Sizes.Length > 0 ? (int)indices.Sizes[^1] : 0;
        if (depth < 1 || depth > data.Sizes.Length)
        {
            throw new InvalidDataException("ScatterND has indices of another rank than its data");
        }

        var (values, at) = ((double[])data.Values.Clone(), indices.Integers("indices"));
        var strides = FoldedShapes.Strides(data.Sizes);
        var block = data.Sizes.Skip(depth).Aggregate(1L, (a, b) => a * b);
        for (var i = 0; i < at.Length / depth; i++)
        {
            var position = 0L;
            for (var d = 0; d < depth; d++)
            {
                var index = at[(i * depth) + d] is var raw && raw < 0 ? raw + data.Sizes[d] : raw;
                position += index >= 0 && index < data.Sizes[d]
                    ? index * strides[d]
                    : throw new InvalidDataException($"ScatterND writes at {index} of {data.Sizes[d]}");
            }

            if ((i + 1) * block > updates.Count)
            {
                throw new InvalidDataException("ScatterND has fewer updates than indices");
            }

            updates.Values.AsSpan((int)(i * block), (int)block).CopyTo(values.AsSpan((int)position));
        }

        return data with { Values = values };
    }
}
