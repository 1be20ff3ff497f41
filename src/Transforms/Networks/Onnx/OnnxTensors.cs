using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace NasPipelines.Networks.Onnx;

/// <summary>Tensors in ONNX's raw form: little-endian, row-major.</summary>
internal static class OnnxTensors
{
    public static TensorProto Create(string name, long[] shape, float[] values) =>
        Create(name, shape, TensorProto.Types.DataType.Float, BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(values.AsSpan())
            : values.SelectMany(v => Bytes(4, b => BinaryPrimitives.WriteSingleLittleEndian(b, v))).ToArray());

    public static TensorProto Create(string name, long[] shape, long[] values) =>
        Create(name, shape, TensorProto.Types.DataType.Int64, BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(values.AsSpan())
            : values.SelectMany(v => Bytes(8, b => BinaryPrimitives.WriteInt64LittleEndian(b, v))).ToArray());

    /// <summary>The values of a float tensor whose size has been checked.</summary>
    public static float[] Floats(TensorProto tensor)
    {
        var raw = tensor.RawData.Span;
        var values = new float[raw.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(raw[(i * sizeof(float))..]);
        }

        return values;
    }

    private static TensorProto Create(string name, long[] shape, TensorProto.Types.DataType type, ReadOnlySpan<byte> raw)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(raw) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    private static byte[] Bytes(int count, Action<byte[]> write)
    {
        var bytes = new byte[count];
        write(bytes);
        return bytes;
    }
}
