using System.Buffers.Binary;

namespace NasPipelines.Files.Pickles;

/// <summary>
/// A file of <c>torch.save</c>: a zip archive, or the older stream of pickles (magic number, protocol, system, object, storage keys).
/// Nothing is unpacked to disk.
/// </summary>
internal sealed partial class TorchFile
{
    private const int LegacyProtocol = 1001;
    private static readonly byte[] LegacyMagic = Convert.FromHexString("6CFC9C46F9206AA85019");

    private TorchFile(PickleValue root) => Root = root;

    /// <summary>The object that was saved.</summary>
    public PickleValue Root { get; }

    /// <summary>The bytes of the storages, by key; empty where they were not asked for.</summary>
    public Dictionary<string, byte[]> Storages { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="skip">The keys whose values are not kept; null keeps all.</param>
    /// <param name="maxBytes">The most bytes that the file may hold.</param>
    /// <param name="withStorages">Whether the tensors' bytes are read too.</param>
    /// <exception cref="InvalidDataException">It is damaged, or names what is not allowed.</exception>
    public static TorchFile Read(string path, Func<string, bool>? skip, long maxBytes, bool withStorages = false) =>
        Read(path, new() { Globals = PickleGlobals.Torch, Skip = skip }, maxBytes, withStorages ? _ => _ => true : null);

    /// <summary>Reads a file and of the tensors' bytes those that are wanted; what else there is is read over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What its pickle may hold.</param>
    /// <param name="maxBytes">The most bytes that the file may hold.</param>
    /// <param name="wanted">Of the object that was saved: which storages are read, by their keys. Null reads none.</param>
    /// <exception cref="InvalidDataException">It is damaged, or names what is not allowed.</exception>
    public static TorchFile Read(string path, PickleOptions options, long maxBytes, Func<PickleValue, Func<string, bool>>? wanted)
    {
        InputFile.Require(path);
        options = options with { Persistent = TorchGlobals.Storage };
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        Span<byte> head = stackalloc byte[4];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return read < head.Length
            ? throw new InvalidDataException($"{path} holds {read} bytes; a file of torch.save is expected")
            : head.SequenceEqual("PK\x03\x04"u8)
                ? FromZip(path, stream, options, maxBytes, wanted)
                : FromPickles(path, stream, options, maxBytes, wanted);
    }

    private static TorchFile FromPickles(
        string path, Stream stream, PickleOptions options, long maxBytes, Func<PickleValue, Func<string, bool>>? wanted)
    {
        using var content = new InputStream(path, stream, maxBytes);
        var input = new BinaryInput(path, content);
        var plain = options with { Skip = null };
        var magic = SafePickle.Read(input, plain);
        if (magic.Content is not System.Numerics.BigInteger number || !number.ToByteArray().AsSpan().SequenceEqual(LegacyMagic))
        {
            throw new InvalidDataException($"{path} is no file of torch.save: it starts with {magic} instead of its magic number");
        }

        var protocol = SafePickle.Read(input, plain);
        if (protocol.Kind != PickleKind.Integer || protocol.Integer != LegacyProtocol)
        {
            throw new InvalidDataException($"{path}: protocol {protocol} of torch.save is unknown; {LegacyProtocol} is read");
        }

        SafePickle.Read(input, plain);
        var types = new Dictionary<string, TorchStorage>(StringComparer.Ordinal);
        var file = new TorchFile(SafePickle.Read(
            input, wanted is null ? options : options with { Persistent = id => Known(types, id), SeesSkippedIds = true }));
        var keys = new PickleNode($"{path}, storage keys", SafePickle.Read(input, plain));
        var budget = MemoryBudget.Of(path, maxBytes);
        var isWanted = wanted?.Invoke(file.Root);
        foreach (var key in isWanted is not null ? keys.Items : [])
        {
            var count = BinaryPrimitives.ReadInt64LittleEndian(input.Short(8));
            var storage = types.GetValueOrDefault(key.Text);
            if (storage is null || count != storage.Count)
            {
                throw input.Fault($"storage {ShownText.Of(key.Text)} has {count} elements, the tensors expect {storage?.Count}");
            }

            if (!isWanted!(key.Text))
            {
                input.Skip((ulong)(count * storage.Type.Size));
                continue;
            }

            budget.Take(count * storage.Type.Size);
            file.Storages[key.Text] = input.Bytes((ulong)(count * storage.Type.Size), maxBytes);
        }

        return file;
    }

    private static PickleValue Known(Dictionary<string, TorchStorage> types, PickleArguments id)
    {
        var made = TorchGlobals.Storage(id);
        types[((TorchStorage)made.Content!).Key] = (TorchStorage)made.Content!;
        return made;
    }
}
