using System.Buffers.Binary;
using System.IO.Compression;

namespace NasPipelines.Fixtures.Files;

/// <summary>Writes files as <c>torch.save</c> does: a zip archive, or the older stream of pickles.</summary>
public sealed class TorchWriter
{
    private readonly List<byte[]> _storages = [];
    private readonly List<int> _counts = [];

    /// <summary>A tensor of single precision with a storage of its own.</summary>
    public PickledObject Tensor(float[] values, params long[] shape) => View(Storage(values), shape);

    /// <summary>A counter of batches: one whole number without dimensions.</summary>
    public PickledObject Counter(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Tensor("LongStorage", bytes, 1, []);
    }

    /// <summary>A tensor of any type, whatever its shape claims.</summary>
    public PickledObject Tensor(string type, byte[] bytes, int count, long[] shape) => View(Storage(type, bytes, count), shape);

    /// <summary>Numbers of single precision that tensors may share.</summary>
    public PickledId Storage(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var bytes = new byte[sizeof(float) * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Storage("FloatStorage", bytes, values.Length);
    }

    /// <summary>A tensor from the start of a storage.</summary>
    public static PickledObject View(PickledId storage, long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var strides = new long[shape.Length];
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = i == shape.Length - 1 ? 1 : (long)Int128.Min(int.MaxValue, (Int128)strides[i + 1] * shape[i + 1]);
        }

        return new(
            new("torch._utils", "_rebuild_tensor_v2"),
            (storage, 0, Sizes(shape), Sizes(strides), false, PickledObject.Ordered([])));
    }

    /// <summary>The file of an object with tensors of this writer.</summary>
    public byte[] Zip(object root)
    {
        var ids = new HashSet<PickledId>();
        var pickle = PickleWriter.Write(root, ids);
        return Zip(pickle, Numbers(ids));
    }

    /// <summary>The file of a pickle with all tensors of this writer.</summary>
    public byte[] Zip(byte[] pickle) => Zip(pickle, Enumerable.Range(0, _storages.Count));

    private byte[] Zip(byte[] pickle, IEnumerable<int> storages)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "archive/data.pkl", pickle);
            foreach (var i in storages)
            {
                Add(archive, $"archive/data/{i}", _storages[i]);
            }

            Add(archive, "archive/version", "3\n"u8.ToArray());
        }

        return file.ToArray();
    }

    /// <summary>The older file of an object with tensors of this writer.</summary>
    public byte[] Legacy(object root)
    {
        using var file = new MemoryStream();
        file.Write([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.']);
        file.Write(PickleWriter.Write(1001));
        file.Write(PickleWriter.Write(new (object, object)[] { ("protocol_version", 1001), ("little_endian", true) }));
        var ids = new HashSet<PickledId>();
        file.Write(PickleWriter.Write(root, ids));
        object[] keys = [.. Numbers(ids).Select(i => $"{i}").Order(StringComparer.Ordinal)];
        file.Write(PickleWriter.Write(keys));
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var key in keys)
        {
            var i = int.Parse((string)key, System.Globalization.CultureInfo.InvariantCulture);
            BinaryPrimitives.WriteInt64LittleEndian(count, _counts[i]);
            file.Write(count);
            file.Write(_storages[i]);
        }

        return file.ToArray();
    }

    private PickledId Storage(string type, byte[] bytes, int count)
    {
        _storages.Add(bytes);
        _counts.Add(count);
        return new(("storage", new PickledGlobal("torch", type), $"{_storages.Count - 1}", "cpu", count));
    }

    private static IEnumerable<int> Numbers(IEnumerable<PickledId> ids) =>
        ids.Select(id => int.Parse((string)id.Items[2]!, System.Globalization.CultureInfo.InvariantCulture)).Order();

    // A tuple of as many whole numbers.
    private static PickledTuple Sizes(long[] sizes) => new PickledTuple(sizes);

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }

    private sealed class PickledTuple(long[] items) : System.Runtime.CompilerServices.ITuple
    {
        public int Length => items.Length;

        public object? this[int index] => items[index];
    }
}
