using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NasPipelines.Files;
using ZstdSharp;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Where a table's bytes come from: a file, or content that can be read once only and is therefore held in memory.</summary>
internal sealed class TableSource
{
    private const int HeadBytes = 1 << 17;
    private const int MostParts = 10_000;

    private static readonly byte[] Gzip = [0x1F, 0x8B];
    private static readonly byte[] Zstandard = [0x28, 0xB5, 0x2F, 0xFD];

    private readonly byte[]? _content;
    private readonly long _maxBytes;
    private string? _sha256;

    private TableSource(string name, byte[]? content, long maxBytes)
    {
        (Name, _content, _maxBytes) = (name, content, maxBytes);
        Span<byte> start = stackalloc byte[8];
        using (var raw = OpenRaw())
        {
            start = start[..raw.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        var file = Path.GetFileName(name);
        var packed = Path.GetExtension(file).ToLowerInvariant() is ".gz" or ".zst" or ".zstd" ? Path.GetExtension(file) : "";
        Compression = start.StartsWith(Gzip) ? "gzip" : start.StartsWith(Zstandard) || IsSkippable(start) ? "zstd" : null;
        if (packed.Length > 0 && (packed.Equals(".gz", StringComparison.OrdinalIgnoreCase) ? "gzip" : "zstd") is var promised
            && Compression != promised)
        {
            throw new InvalidDataException(
                $"{name} is not {promised} although its name ends in {packed}: its first bytes are others; decompressed files go without "
                + packed);
        }

        Ending = Path.GetExtension(file[..^packed.Length]).ToLowerInvariant();
        Head = ReadHead();
    }

    /// <summary>The file's path, or what the content is called.</summary>
    public string Name { get; private init; }

    /// <summary>The files of a folder that is a table; none where the source is one file.</summary>
    public IReadOnlyList<TableSource> Parts { get; private init; } = [];

    /// <summary>The ending of the name in lower case, without that of a compression.</summary>
    public string Ending { get; }

    /// <summary>The compression that the first bytes tell, or null.</summary>
    public string? Compression { get; }

    /// <summary>The first decompressed bytes.</summary>
    public byte[] Head { get; }

    /// <summary>Whether <see cref="Head"/> is all there is.</summary>
    public bool IsHeadAll => Head.Length < HeadBytes;

    /// <summary>A file; content that cannot be read twice (a pipe) is taken into memory.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TableSource Of(string path, long maxBytes)
    {
        InputFile.Require(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return file.CanSeek ? new(path, null, maxBytes) : Of(file, path, maxBytes);
    }

    /// <summary>A folder of parts, as Spark and DuckDB write it: their order is that of their names.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public static TableSource OfFolder(string folder, long maxBytes)
    {
        string[] files = [.. Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file)[0] is not ('_' or '.') && new FileInfo(file).Length > 0)
            .Where(file => !file.EndsWith(ProvenanceFile.Suffix, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        var endings = files.Select(file => Path.GetFileName(file)).Select(name => name[Math.Max(0, name.IndexOf('.'))..])
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (files.Length == 0 || files.Length > MostParts || (files.Length > 1 && endings.Select(Path.GetExtension).Distinct().Count() > 1))
        {
            throw new InvalidDataException(
                $"{folder} is a folder and no table in parts: it has {(files.Length == 0 ? "no files" : "files of several kinds")} "
                + $"({ShownText.List([.. files.Select(file => Path.GetFileName(file)!)], 5)}); name a file");
        }

        TableSource[] parts = [.. files.Select(file => Of(file, maxBytes))];
        return new(parts[0].Name, parts[0]._content, maxBytes) { Name = folder, Parts = parts };
    }

    /// <summary>Content that is read to its end.</summary>
    public static TableSource Of(Stream content, string name, long maxBytes)
    {
        const int Block = 1 << 16;
        var most = Math.Min(maxBytes, MemoryBudget.Share);
        using var memory = new MemoryStream();
        var block = new byte[Block];
        for (int read; (read = content.Read(block)) > 0;)
        {
            memory.Write(block, 0, read);
            if (memory.Length > most)
            {
                throw new InvalidDataException(
                    Invariant($"{name} holds more than the {most} bytes that are allowed; raise MaxBytes, or give a file"));
            }
        }

        return new(name, memory.ToArray(), maxBytes);
    }

    /// <summary>The bytes as they lie there; the stream can seek.</summary>
    public Stream OpenRaw() => _content is null
        ? new FileStream(Name, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16)
        : new MemoryStream(_content, writable: false);

    /// <summary>The decompressed bytes from start to end.</summary>
    public InputStream Open()
    {
        var raw = OpenRaw();
        return new(
            Name,
            Compression switch
            {
                "gzip" => new GZipStream(raw, CompressionMode.Decompress),
                "zstd" => new ZstandardInput(raw),
                _ => raw,
            },
            _maxBytes);
    }

    /// <summary>All decompressed bytes.</summary>
    /// <exception cref="InvalidDataException">They do not fit into memory.</exception>
    public byte[] ReadAll()
    {
        using var content = Open();
        using var memory = new MemoryStream();
        var budget = MemoryBudget.Of(Name);
        var block = new byte[1 << 16];
        for (int read; (read = content.Read(block)) > 0;)
        {
            budget.Take(2 * read);
            memory.Write(block, 0, read);
        }

        return memory.ToArray();
    }

    /// <summary>The SHA-256 of the bytes as they lie there, in lower-case hexadecimal; of parts, that of their hashes.</summary>
    public string Sha256() => _sha256 ??= Hash();

    private string Hash()
    {
        if (Parts.Count > 0)
        {
            return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Parts.Select(part => part.Sha256())))))
                .ToLowerInvariant();
        }

        using var raw = OpenRaw();
        return Convert.ToHexString(SHA256.HashData(raw)).ToLowerInvariant();
    }

    private byte[] ReadHead()
    {
        using var content = Open();
        var head = new byte[HeadBytes];
        return head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    // Frames of metadata may stand before the first frame of content.
    private static bool IsSkippable(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && (start[0] & 0xF0) == 0x50 && start[1..4].SequenceEqual((ReadOnlySpan<byte>)[0x2A, 0x4D, 0x18]);

    /// <summary>Zstandard, whose library has exceptions of its own for damage.</summary>
    private sealed class ZstandardInput(Stream raw) : ReadingStream
    {
        private readonly DecompressionStream _inner = new(raw, leaveOpen: false);

        public override int Read(Span<byte> buffer)
        {
            try
            {
                return _inner.Read(buffer);
            }
            catch (Exception fault) when (fault is ZstdException or EndOfStreamException)
            {
                throw new InvalidDataException(fault.Message, fault);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
