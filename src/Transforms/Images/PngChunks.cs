using System.Buffers.Binary;
using ICSharpCode.SharpZipLib.Checksum;

namespace NasPipelines.Images;

/// <summary>The chunks of a PNG file that its pixels depend on, their checksums checked.</summary>
internal sealed class PngChunks
{
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n\u001a\n"u8];

    private PngChunks(PngHeader header) => Header = header;

    public PngHeader Header { get; }

    /// <summary>Red, green and blue of each colour of a palette.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>Alpha of the palette's first colours, or the colour that is transparent.</summary>
    public byte[] Transparency { get; private set; } = [];

    /// <summary>The compressed content.</summary>
    public MemoryStream Data { get; } = new();

    /// <exception cref="InvalidDataException">It is no PNG file, or damaged.</exception>
    public static PngChunks Read(string file, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Signature))
        {
            throw new InvalidDataException($"{file} is no PNG file: it does not start with the signature and a header");
        }

        PngChunks? chunks = null;
        for (var at = Signature.Length; bytes.Length - at >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > (uint)(bytes.Length - at - 12))
            {
                throw new InvalidDataException(
                    $"{file}: a chunk at byte {at} claims {length} bytes where {bytes.Length - at - 12} are left");
            }

            var name = bytes.Slice(at + 4, 4);
            var content = bytes.Slice(at + 8, (int)length);
            RequireChecksum(file, at, bytes.Slice(at + 4, 8 + (int)length));
            at += 12 + (int)length;
            if (chunks is null)
            {
                chunks = new(name.SequenceEqual("IHDR"u8)
                    ? PngHeader.Read(file, content)
                    : throw new InvalidDataException($"{file} is no PNG file: it does not start with the signature and a header"));
            }
            else if (name.SequenceEqual("IEND"u8))
            {
                chunks.Data.Position = 0;
                return chunks.Checked(file);
            }
            else
            {
                chunks.Take(name, content);
            }
        }

        throw new InvalidDataException($"{file} is truncated: it has no IEND chunk");
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        if (name.SequenceEqual("IDAT"u8))
        {
            Data.Write(content);
        }
        else if (name.SequenceEqual("PLTE"u8))
        {
            Palette = content.ToArray();
        }
        else if (name.SequenceEqual("tRNS"u8))
        {
            Transparency = content.ToArray();
        }
    }

    private PngChunks Checked(string file)
    {
        var expected = Header.Kind switch { 0 => 2, 2 => 6, 3 => Palette.Length / 3, _ => 0 };
        return Header.HasPalette && (Palette.Length is 0 or > 3 * 256 || Palette.Length % 3 != 0)
            ? throw new InvalidDataException(
                $"{file} is a damaged PNG file: its palette has {Palette.Length} bytes, expected three of each colour")
            : Header.HasPalette ? Transparency.Length <= expected ? this : throw Damaged(file)
            : Transparency.Length == 0 || Transparency.Length == expected ? this : throw Damaged(file);
    }

    private InvalidDataException Damaged(string file) =>
        new($"{file} is a damaged PNG file: {Transparency.Length} bytes of transparency do not fit its colours");

    // Of name and content, which it stands behind.
    private static void RequireChecksum(string file, int at, ReadOnlySpan<byte> chunk)
    {
        var checksum = new Crc32();
        checksum.Update(new ArraySegment<byte>(chunk[..^4].ToArray()));
        if ((uint)checksum.Value != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
        {
            throw new InvalidDataException(
                $"{file} is a damaged PNG file: the checksum of the chunk at byte {at} is not that of its content");
        }
    }
}
