using System.Buffers.Binary;
using System.IO.Compression;
using BigGustave;
using NasPipelines.Files;

namespace NasPipelines.Images;

/// <summary>Decodes a PNG file, after its header and the size of its content were found to agree.</summary>
internal static class PngFile
{
    private const int HeaderEnd = 33;
    private const int LargestSide = 1 << 14;
    private static readonly byte[] Start = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8];

    /// <summary>The image: one channel where the file is grey, three otherwise.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, larger than allowed, or transparent.</exception>
    public static (ImageShape Shape, byte[] Pixels) Read(string file, long maxBytes)
    {
        maxBytes = Math.Min(maxBytes, MemoryBudget.Share);
        using var stream = InputFile.Open(file, maxBytes);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var bytes = content.ToArray();
        var end = CheckSize(file, bytes, maxBytes);
        try
        {
            return Decode(file, Png.Open(bytes[..end]));
        }
        catch (Exception fault) when (fault is not (OutOfMemoryException or InvalidDataException { InnerException: null }))
        {
            throw new InvalidDataException($"{file} is a damaged PNG file: {fault.Message}", fault);
        }
    }

    private static (ImageShape Shape, byte[] Pixels) Decode(string file, Png image)
    {
        var shape = new ImageShape(
            image.Header.ColorType == ColorType.None || image.Header.ColorType == ColorType.AlphaChannelUsed ? 1 : 3, image.Height,
            image.Width);
        var plane = shape.Height * shape.Width;
        var pixels = new byte[shape.Bytes];
        for (var p = 0; p < plane; p++)
        {
            var pixel = image.GetPixel(p % shape.Width, p / shape.Width);
            if (pixel.A != byte.MaxValue)
            {
                throw new InvalidDataException(
                    $"{file}: the pixel in row {p / shape.Width}, column {p % shape.Width} is transparent; opaque images are expected");
            }

            pixels[p] = pixel.R;
            if (shape.Channels == 3)
            {
                (pixels[plane + p], pixels[(2 * plane) + p]) = (pixel.G, pixel.B);
            }
        }

        return (shape, pixels);
    }

    /// <summary>
    /// The decoder believes what a file claims and expands it whole; so what it claims is checked first. The result is where the file ends.
    /// </summary>
    private static int CheckSize(string file, ReadOnlySpan<byte> bytes, long maxBytes)
    {
        if (bytes.Length < HeaderEnd || !bytes.StartsWith(Start))
        {
            throw new InvalidDataException($"{file} is no PNG file: it does not start with the signature and a header");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        var (depth, channels) = (bytes[24], bytes[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide || (long)width * height * 4 > maxBytes || depth is 0 or > 8)
        {
            throw new InvalidDataException($"{file}: {width} × {height} pixels of {depth} bits; 1 to {LargestSide} of at most 8 "
                + $"bits, {maxBytes} bytes in all, are read");
        }

        // A filter byte per row; interlaced images have up to twice the rows, and up to a byte more in each.
        var most = (((long)width * channels * depth / 8) + 2) * height * 2;
        var (data, end) = Chunks(file, bytes);
        var found = 0L;
        try
        {
            using var inflated = new ZLibStream(data, CompressionMode.Decompress);
            Span<byte> buffer = stackalloc byte[4096];
            for (int read; found <= most && (read = inflated.Read(buffer)) > 0;)
            {
                found += read;
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // The pixels lie in memory: what the inflater reports as an input or output error is their damage.
            throw new InvalidDataException($"{file} is a damaged PNG file: {fault.Message}", fault);
        }

        var least = (((long)width * channels * depth) + 7) / 8 * height;
        if (found < least || found > most)
        {
            throw new InvalidDataException($"{file}: its data expand to {(found > most ? "more than " : "")}{found} bytes; {width} "
                + $"× {height} pixels take {least} to {most}");
        }

        return end;
    }

    /// <summary>The compressed content, and where the file's last chunk ends.</summary>
    private static (MemoryStream Data, int End) Chunks(string file, ReadOnlySpan<byte> bytes)
    {
        var data = new MemoryStream();
        for (var at = 8; bytes.Length - at >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > (uint)(bytes.Length - at - 12))
            {
                throw new InvalidDataException(
                    $"{file}: a chunk at byte {at} claims {length} bytes where {bytes.Length - at - 12} are left");
            }

            var name = bytes.Slice(at + 4, 4);
            at += 12 + (int)length;
            if (name.SequenceEqual("IEND"u8))
            {
                data.Position = 0;
                return (data, at);
            }

            if (name.SequenceEqual("IDAT"u8))
            {
                data.Write(bytes.Slice(at - 4 - (int)length, (int)length));
            }
        }

        throw new InvalidDataException($"{file} is truncated: it has no IEND chunk");
    }
}
