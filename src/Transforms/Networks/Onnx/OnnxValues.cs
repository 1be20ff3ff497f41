namespace NasPipelines.Networks.Onnx;

/// <summary>Types of inputs and outputs.</summary>
internal static class OnnxValues
{
    /// <summary>Floats, [batch, sizes…].</summary>
    public static ValueInfoProto Float(string name, string description, params int[] sizes)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = OnnxNetwork.BatchDimension } } };
        shape.Dim.AddRange(sizes.Select(Fixed));
        return Create(name, description, TensorProto.Types.DataType.Float, shape);
    }

    /// <summary>Floats of a shape that genes decide.</summary>
    public static ValueInfoProto Floats(string name) => Create(name, string.Empty, TensorProto.Types.DataType.Float, null);

    /// <summary>Floats that do not depend on the size of the batch, [size].</summary>
    public static ValueInfoProto Vector(string name, int size) =>
        Create(name, string.Empty, TensorProto.Types.DataType.Float, new TensorShapeProto { Dim = { Fixed(size) } });

    /// <summary>Integers, [size].</summary>
    public static ValueInfoProto Integers(string name, string description, int size) =>
        Create(name, description, TensorProto.Types.DataType.Int64, new TensorShapeProto { Dim = { Fixed(size) } });

    private static ValueInfoProto Create(string name, string description, TensorProto.Types.DataType type, TensorShapeProto? shape) => new()
    {
        Name = name,
        DocString = description,
        Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } },
    };

    private static TensorShapeProto.Types.Dimension Fixed(int size) => new() { DimValue = size };
}
