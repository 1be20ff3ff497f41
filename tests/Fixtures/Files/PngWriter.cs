using System.Buffers.Binary;
using System.IO.Compression;

namespace NasPipelines.Fixtures.Files;

/// <summary>Writes PNG files by the specification: signature, IHDR, IDAT, IEND.</summary>
public static class PngWriter
{
    /// <summary>Pixels row by row, red, green and blue of each.</summary>
    public static byte[] Rgb(int width, int height, byte[] pixels) =>
        Chunks(width, height, [.. pixels.Chunk(3 * width).SelectMany(row => (byte[])[0, .. row])]);

    /// <summary>A file whose data are these rows, each after its filter byte, whether they fit the size or not.</summary>
    public static byte[] Chunks(int width, int height, byte[] rows) => Image([.. Size(width, height), 8, 2, 0, 0, 0], rows);

    /// <summary>A file of any kind.</summary>
    /// <param name="header">The content of its header chunk, 13 bytes.</param>
    /// <param name="rows">Rows after their filter bytes, pass by pass; they are compressed here.</param>
    /// <param name="palette">Red, green and blue of each colour; null for none.</param>
    /// <param name="transparency">The content of a tRNS chunk; null for none.</param>
    public static byte[] Image(byte[] header, byte[] rows, byte[]? palette = null, byte[]? transparency = null)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. palette is null ? [] : Chunk("PLTE"u8, palette),
            .. transparency is null ? [] : Chunk("tRNS"u8, transparency), .. Chunk("IDAT"u8, data.ToArray()), .. Chunk("IEND"u8, []),
        ];
    }

    /// <summary>Width and height as a header starts with them.</summary>
    public static byte[] Size(int width, int height) => [.. BigEndian((uint)width), .. BigEndian((uint)height)];

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] named = [.. name, .. content];
        return [.. BigEndian((uint)content.Length), .. named, .. BigEndian(Crc(named))];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
