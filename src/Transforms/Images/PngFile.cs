using System.IO.Compression;
using NasPipelines.Files;

namespace NasPipelines.Images;

/// <summary>
/// Decodes a PNG file of any depth and colour type, interlaced or not. Memory is taken for pixels only after as many were found in the
/// file as its header claims.
/// </summary>
internal static class PngFile
{
    /// <summary>The image: one channel where the file is grey, three otherwise; 16 bits are rounded to 8.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, larger than allowed, or transparent.</exception>
    public static (ImageShape Shape, byte[] Pixels) Read(string file, long maxBytes)
    {
        maxBytes = Math.Min(maxBytes, MemoryBudget.Share);
        using var stream = InputFile.Open(file, maxBytes);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var chunks = PngChunks.Read(file, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        var shape = new ImageShape(chunks.Header.Channels, chunks.Header.Height, chunks.Header.Width);
        if (shape.Bytes > maxBytes)
        {
            throw new InvalidDataException($"{file}: {chunks.Header.Width} × {chunks.Header.Height} pixels take {shape.Bytes} bytes, more "
                + $"than the {maxBytes} that are allowed");
        }

        RequireContent(file, chunks);
        using var content = new BufferedStream(Inflated(chunks), 1 << 14);
        return (shape, PngPixels.Read(file, chunks, content));
    }

    private static ZLibStream Inflated(PngChunks chunks)
    {
        chunks.Data.Position = 0;
        return new(chunks.Data, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>A small file can expand without end: its content is counted before any of it is kept.</summary>
    private static void RequireContent(string file, PngChunks chunks)
    {
        var (found, expected) = (0L, chunks.Header.ContentBytes);
        using var content = Inflated(chunks);
        Span<byte> buffer = stackalloc byte[4096];
        try
        {
            for (int read; found <= expected && (read = content.Read(buffer)) > 0;)
            {
                found += read;
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // The pixels lie in memory: what the inflater reports as an input or output error is their damage.
            throw new InvalidDataException($"{file} is a damaged PNG file: {fault.Message}", fault);
        }

        if (found != expected)
        {
            throw new InvalidDataException($"{file}: its data expand to {(found > expected ? $"more than {expected}" : found)} bytes; "
                + $"{chunks.Header.Width} × {chunks.Header.Height} pixels take {expected}");
        }
    }
}
