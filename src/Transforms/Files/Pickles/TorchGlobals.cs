namespace NasPipelines.Files.Pickles;

/// <summary>The numbers that tensors share, which lie outside the pickle.</summary>
/// <param name="Type">The elements' type.</param>
/// <param name="Key">The name of the bytes in the file.</param>
/// <param name="Count">The number of elements.</param>
internal sealed record TorchStorage(NumpyType Type, string Key, long Count);

/// <summary>A tensor: a view of a storage.</summary>
/// <param name="Storage">Where its numbers are.</param>
/// <param name="Offset">The element that it starts at.</param>
/// <param name="Size">The number of elements along each dimension.</param>
/// <param name="Stride">The elements between neighbours along each dimension.</param>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Size, long[] Stride)
{
    /// <summary>The elements, row by row, from the storage's bytes.</summary>
    /// <exception cref="InvalidDataException">The view reaches beyond the bytes.</exception>
    public double[] Values(ReadOnlySpan<byte> bytes)
    {
        UInt128 last = (UInt128)Offset;
        UInt128 count = 1;
        for (var d = 0; d < Size.Length; d++)
        {
            count = UInt128.Min(count * (UInt128)Size[d], long.MaxValue);
            last = Size[d] > 0 ? UInt128.Min(last + ((UInt128)(Size[d] - 1) * (UInt128)Stride[d]), long.MaxValue) : last;
        }

        if (count == 0)
        {
            return [];
        }

        // A stride of 0 would make many elements of few bytes.
        if (last >= (UInt128)(bytes.Length / Storage.Type.Size) || count > (UInt128)(bytes.Length / Storage.Type.Size))
        {
            throw new InvalidDataException(
                $"a tensor of ({string.Join(", ", Size)}) with strides ({string.Join(", ", Stride)}) at {Offset} does not lie "
                    + $"in {bytes.Length} bytes");
        }

        var values = new double[(int)count];
        var at = new long[Size.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var element = Offset;
            for (var d = 0; d < at.Length; d++)
            {
                element += at[d] * Stride[d];
            }

            var number = Storage.Type.Number(bytes.Slice((int)element * Storage.Type.Size, Storage.Type.Size));
            values[i] = number.Kind == PickleKind.Float ? number.Float : number.Integer;
            for (var d = at.Length - 1; d >= 0 && ++at[d] == Size[d]; d--)
            {
                at[d] = 0;
            }
        }

        return values;
    }
}

/// <summary>What PyTorch's pickles name.</summary>
internal static class TorchGlobals
{
    private const int MostDimensions = 32;
    private const string Module = "torch.";

    private static readonly (string Name, string Code)[] Storages =
    [
        ("DoubleStorage", "f8"), ("FloatStorage", "f4"), ("HalfStorage", "f2"), ("LongStorage", "i8"), ("IntStorage", "i4"),
        ("ShortStorage", "i2"), ("CharStorage", "i1"), ("ByteStorage", "u1"), ("BoolStorage", "b1"),
    ];

    public static IEnumerable<KeyValuePair<string, PickleGlobal>> All =>
    [
        new("torch._utils._rebuild_tensor_v2", new("torch._utils._rebuild_tensor_v2", Tensor)),
        .. Storages.Select(storage => new KeyValuePair<string, PickleGlobal>(Module + storage.Name, new(Module + storage.Name))),
    ];

    /// <summary>The storage that a persistent id stands for: ('storage', type, key, device, count).</summary>
    public static PickleValue Storage(PickleArguments id)
    {
        var type = id.Content<PickleGlobal>(1, "a storage type").Name;
        var code = Storages.FirstOrDefault(storage => Module + storage.Name == type).Code;
        return id.Text(0) == "storage" && code is not null
            ? new(new TorchStorage(new(code), id.Text(2), id.Integer(4, 0, int.MaxValue)))
            : throw new InvalidDataException($"a persistent id ('{ShownText.Of(id.Text(0))}', {type}, …) is no storage of a known type");
    }

    // storage, offset, size, stride, requires_grad, backward hooks
    public static PickleValue Tensor(PickleArguments arguments)
    {
        var size = arguments.Integers(2, MostDimensions, 0, int.MaxValue);
        var stride = arguments.Integers(3, MostDimensions, 0, int.MaxValue);
        return size.Length == stride.Length
            ? new(new TorchTensor(arguments.Content<TorchStorage>(0, "a storage"), arguments.Integer(1, 0, int.MaxValue), size, stride))
            : throw new InvalidDataException($"a tensor has {size.Length} sizes and {stride.Length} strides");
    }
}
