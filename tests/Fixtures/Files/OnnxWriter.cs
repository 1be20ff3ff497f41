using System.Buffers.Binary;
using System.Text;

namespace NasPipelines.Fixtures.Files;

/// <summary>Writes ONNX models field by field, good ones and others.</summary>
public sealed class OnnxWriter
{
    private readonly List<byte> _nodes = [];
    private readonly List<byte> _values = [];
    private readonly List<byte> _inputs = [];
    private readonly List<byte> _outputs = [];
    private readonly long _opset;

    /// <summary>A model without operations.</summary>
    /// <param name="opset">The version of its operator set.</param>
    public OnnxWriter(long opset = 17) => _opset = opset;

    /// <summary>A field of bytes.</summary>
    public static byte[] Field(int number, byte[] content) =>
        [.. Number(((ulong)number << 3) | 2), .. Number((ulong)content.Length), .. content];

    /// <summary>A field of a text.</summary>
    public static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    /// <summary>A field of a whole number.</summary>
    public static byte[] Field(int number, long value) => [.. Number((ulong)number << 3), .. Number((ulong)value)];

    /// <summary>A tensor of floats, or of whole numbers.</summary>
    public static byte[] Tensor(string name, long[] sizes, Array values)
    {
        var raw = values is float[] floats
            ? floats.SelectMany(BitConverter.GetBytes).ToArray()
            : ((long[])values).SelectMany(BitConverter.GetBytes).ToArray();
        return [.. sizes.SelectMany(s => Field(1, s)), .. Field(2, values is float[] ? 1L : 7L), .. Field(8, name), .. Field(9, raw)];
    }

    /// <summary>Adds an operation of one output.</summary>
    public OnnxWriter Node(string kind, string output, string[] inputs, params (string Name, object Value)[] attributes) =>
        Node(kind, [output], inputs, string.Empty, attributes);

    /// <summary>Adds an operation.</summary>
    public OnnxWriter Node(string kind, string[] outputs, string[] inputs, string domain, params (string Name, object Value)[] attributes)
    {
        _nodes.AddRange(Field(1,
        [
            .. inputs.SelectMany(i => Field(1, i)), .. outputs.SelectMany(o =>
                Field(2, o)), .. Field(3, $"/{outputs[0]}"), .. Field(4, kind),
            .. attributes.SelectMany(a => Field(5, Attribute(a.Name, a.Value))), .. Field(7, domain),
        ]));
        return this;
    }

    /// <summary>Adds stored values.</summary>
    public OnnxWriter Values(string name, long[] sizes, Array values)
    {
        _values.AddRange(Field(5, Tensor(name, sizes, values)));
        return this;
    }

    /// <summary>Adds stored values as they are given.</summary>
    public OnnxWriter Values(byte[] tensor)
    {
        _values.AddRange(Field(5, tensor));
        return this;
    }

    /// <summary>Adds an input of numbers or names of sizes.</summary>
    public OnnxWriter Input(string name, params object[] sizes)
    {
        _inputs.AddRange(Field(11, Info(name, sizes)));
        return this;
    }

    /// <summary>Adds an output.</summary>
    public OnnxWriter Output(string name, params object[] sizes)
    {
        _outputs.AddRange(Field(12, Info(name, sizes)));
        return this;
    }

    /// <summary>Says the shape of a value that is neither given nor computed.</summary>
    public OnnxWriter Describe(string name, params object[] sizes)
    {
        _outputs.AddRange(Field(13, Info(name, sizes)));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray() =>
    [
        .. Field(1, 8L),
        .. Field(7, [.. _nodes, .. Field(2, "graph"), .. _values, .. _inputs, .. _outputs]),
        .. Field(8, [.. Field(1, string.Empty), .. Field(2, _opset)]),
    ];

    /// <summary>A network with most of what networks have: constants, a normalisation, gates, a reshape and attention.</summary>
    public static OnnxWriter Example()
    {
        var random = new Random(1);
        float[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        float[] Same(int count, float value) => [.. Enumerable.Repeat(value, count)];
        return new OnnxWriter()
            .Input("image", "batch", 3L, 8L, 8L)
            .Values("stem.weight", [4, 3, 3, 3], Some(108)).Values("bn.weight", [4], Same(4, 1)).Values("bn.bias", [4], Same(4, 0))
            .Values("bn.running_mean", [4], Some(4)).Values("bn.running_var", [4], Same(4, 0.7f)).Values("gate.weight", [4, 4, 1, 1],
                Some(16))
            .Values("head.weight", [10, 4], Some(40)).Values("head.bias", [10], Some(10)).Values("sizes", [3], new long[] { 0, 4, -1 })
            .Node("Conv", "c", ["image", "stem.weight"], ("pads", new long[] { 1, 1, 1, 1 }), ("strides", new long[] { 2, 2 }))
            .Node("BatchNormalization", "n", ["c", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"])
            .Node("Relu", "r", ["n"])
            .Node("GlobalAveragePool", "p", ["r"])
            .Node("Conv", "g", ["p", "gate.weight"])
            .Node("Sigmoid", "s", ["g"])
            .Node("Mul", "m", ["r", "s"])
            .Node("Reshape", "tokens", ["m", "sizes"])
            .Node("Transpose", "q", ["tokens"], ("perm", new long[] { 0, 2, 1 }))
            .Node("MatMul", "qk", ["q", "tokens"])
            .Node("Softmax", "a", ["qk"], ("axis", -1L))
            .Node("MatMul", "v", ["a", "q"])
            .Node("ReduceMean", "f", ["v"], ("axes", new long[] { 1 }), ("keepdims", 0L))
            .Node("Gemm", "logits", ["f", "head.weight", "head.bias"], ("transB", 1L))
            .Output("logits", "batch", 10L);
    }

    private static byte[] Info(string name, object[] sizes) =>
    [
        .. Field(1, name),
        .. Field(2, Field(1,
            [.. Field(1, 1L), .. Field(2, [.. sizes.SelectMany(s => Field(1, s is long n ? Field(1, n) : Field(2, (string)s)))])])),
    ];

    private static byte[] Attribute(string name, object value) =>
    [
        .. Field(1, name),
        .. value switch
        {
            long i => [.. Field(3, i), .. Field(20, 2L)],
            float f => [.. Float(2, f), .. Field(20, 1L)],
            string s => [.. Field(4, s), .. Field(20, 3L)],
            long[] integers => [.. integers.SelectMany(i => Field(8, i)), .. Field(20, 7L)],
            _ => (byte[])[.. Field(5, (byte[])value), .. Field(20, 4L)],
        },
    ];

    private static byte[] Float(int number, float value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return [.. Number(((ulong)number << 3) | 5), .. bytes];
    }

    private static byte[] Number(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
