using System.Buffers.Binary;

namespace NasPipelines.Files.Pickles;

/// <summary>The type of an array's elements: <c>f8</c>, <c>i4</c>, <c>u1</c> and the like.</summary>
/// <param name="Code">Kind and size as numpy writes them, without the byte order.</param>
internal sealed class NumpyType(string Code) : IPickleState
{
    public string Code { get; } = Code;

    public int Size { get; } = Code[1] - '0';

    public bool IsBigEndian { get; set; }

    public PickleGlobal Global => NumpyGlobals.Type;

    /// <summary>The number that some bytes stand for.</summary>
    public PickleValue Number(ReadOnlySpan<byte> bytes)
    {
        Span<byte> little = stackalloc byte[8];
        little.Clear();
        bytes[..Size].CopyTo(little);
        if (IsBigEndian)
        {
            little[..Size].Reverse();
        }

        return Code switch
        {
            "f8" => PickleValue.Of(BinaryPrimitives.ReadDoubleLittleEndian(little)),
            "f4" => PickleValue.Of((double)BinaryPrimitives.ReadSingleLittleEndian(little)),
            "f2" => PickleValue.Of((double)BinaryPrimitives.ReadHalfLittleEndian(little)),
            "i8" => PickleValue.Of(BinaryPrimitives.ReadInt64LittleEndian(little)),
            "i4" => PickleValue.Of((long)BinaryPrimitives.ReadInt32LittleEndian(little)),
            "i2" => PickleValue.Of((long)BinaryPrimitives.ReadInt16LittleEndian(little)),
            "i1" => PickleValue.Of((long)(sbyte)little[0]),
            "u8" when BinaryPrimitives.ReadUInt64LittleEndian(little) is <= long.MaxValue and var value => PickleValue.Of((long)value),
            "u4" => PickleValue.Of((long)BinaryPrimitives.ReadUInt32LittleEndian(little)),
            "u2" => PickleValue.Of((long)BinaryPrimitives.ReadUInt16LittleEndian(little)),
            "u1" => PickleValue.Of((long)little[0]),
            "b1" => PickleValue.Of(little[0] != 0),
            _ => throw new InvalidDataException($"a number of numpy type {Code} is out of range"),
        };
    }
}

/// <summary>An array: shape, type and bytes, row by row.</summary>
internal sealed class NumpyArray : IPickleState
{
    public long[] Shape { get; set; } = [];

    public NumpyType? Type { get; set; }

    public byte[] Bytes { get; set; } = [];

    public PickleGlobal Global => NumpyGlobals.Reconstruct;
}

/// <summary>What numpy's pickles name.</summary>
internal static class NumpyGlobals
{
    private const int MostDimensions = 32;

    private static readonly string[] Codes = ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "b1"];

    public static PickleGlobal Type { get; } = new("numpy.dtype", MakeType, SetTypeState);

    public static PickleGlobal Reconstruct { get; } = new("numpy.core.multiarray._reconstruct", _ => new(new NumpyArray()), SetArrayState);

    public static IEnumerable<KeyValuePair<string, PickleGlobal>> All =>
    [
        new("numpy.dtype", Type),
        new("numpy.ndarray", new("numpy.ndarray")),
        new("numpy.core.multiarray._reconstruct", Reconstruct),
        new("numpy._core.multiarray._reconstruct", Reconstruct),
        new("numpy.core.multiarray.scalar", Scalar),
        new("numpy._core.multiarray.scalar", Scalar),
    ];

    private static PickleGlobal Scalar { get; } = new("numpy.core.multiarray.scalar", arguments =>
    {
        var type = arguments.Content<NumpyType>(0, "a numpy type");
        var bytes = arguments.Bytes(1);
        return bytes.Length == type.Size
            ? type.Number(bytes)
            : throw new InvalidDataException($"a numpy number of type {type.Code} needs {type.Size} bytes (found {bytes.Length})");
    });

    private static PickleValue MakeType(PickleArguments arguments)
    {
        var code = arguments.Text(0);
        return Codes.Contains(code)
            ? new(new NumpyType(code))
            : throw new InvalidDataException($"numpy type '{ShownText.Of(code)}' is not read; known are {string.Join(", ", Codes)}");
    }

    private static void SetTypeState(PickleValue target, PickleArguments state)
    {
        var order = state.Text(1);
        ((NumpyType)target.Content!).IsBigEndian = order switch
        {
            "<" or "|" or "=" => false,
            ">" => true,
            _ => throw new InvalidDataException($"numpy byte order '{ShownText.Of(order)}' is unknown"),
        };
    }

    // version, shape, type, whether column by column, bytes
    private static void SetArrayState(PickleValue target, PickleArguments state)
    {
        var array = (NumpyArray)target.Content!;
        var shape = state.Integers(1, MostDimensions, 0, int.MaxValue);
        var type = state.Content<NumpyType>(2, "a numpy type");
        if (state.Boolean(3) && shape.Length > 1)
        {
            throw new InvalidDataException("a numpy array is stored column by column, which is not read");
        }

        var bytes = state.Bytes(4);
        var count = shape.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (UInt128)size, long.MaxValue));
        if (count * (UInt128)type.Size != (UInt128)bytes.Length)
        {
            throw new InvalidDataException(
                $"a numpy array of shape ({string.Join(", ", shape)}) and type {type.Code} needs {count * (UInt128)type.Size} bytes "
                    + $"(found {bytes.Length})");
        }

        (array.Shape, array.Type, array.Bytes) = (shape, type, bytes);
    }
}
