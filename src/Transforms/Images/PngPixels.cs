using System.Buffers.Binary;

namespace NasPipelines.Images;

/// <summary>Turns rows of a PNG file into pixels of 8 bits, plane by plane.</summary>
internal sealed class PngPixels
{
    private const int Opaque = 255;

    private readonly string _file;
    private readonly PngChunks _chunks;
    private readonly PngHeader _header;
    private readonly int[] _samples = new int[4];
    private readonly int[] _transparent;

    private PngPixels(string file, PngChunks chunks)
    {
        (_file, _chunks, _header) = (file, chunks, chunks.Header);
        _transparent = _header.HasPalette || chunks.Transparency.Length == 0
            ? []
            : [.. chunks.Transparency.Chunk(2).Select(bytes => (int)BinaryPrimitives.ReadUInt16BigEndian(bytes))];
        Pixels = new byte[_header.Channels * _header.Height * _header.Width];
    }

    private byte[] Pixels { get; }

    /// <summary>The pixels of content that was found to have the size that the header says.</summary>
    /// <exception cref="InvalidDataException">A filter or a colour is unknown, or a pixel is transparent.</exception>
    public static byte[] Read(string file, PngChunks chunks, Stream content)
    {
        var pixels = new PngPixels(file, chunks);
        foreach (var pass in chunks.Header.Passes)
        {
            pixels.Read(pass, content);
        }

        return pixels.Pixels;
    }

    private void Read(PngPass pass, Stream content)
    {
        var bytes = _header.RowBytes(pass.Columns);
        var distance = Math.Max(1, _header.Samples * _header.Depth / 8);
        var (row, above) = (new byte[bytes], new byte[bytes]);
        for (var i = 0; i < pass.Rows; i++)
        {
            var filter = content.ReadByte();
            content.ReadExactly(row);
            if (!PngFilter.Undo(filter, row, above, distance))
            {
                throw new InvalidDataException(
                    $"{_file} is a damaged PNG file: row {pass.Y + (i * pass.StepY)} has the unknown filter {filter}");
            }

            for (var column = 0; column < pass.Columns; column++)
            {
                Unpack(row, column);
                Put(pass.X + (column * pass.StepX), pass.Y + (i * pass.StepY));
            }

            (row, above) = (above, row);
        }
    }

    // A sample of less than a byte: the first pixel has the highest bits.
    private void Unpack(byte[] row, int column)
    {
        for (var sample = 0; sample < _header.Samples; sample++)
        {
            var index = (column * _header.Samples) + sample;
            _samples[sample] = _header.Depth switch
            {
                8 => row[index],
                16 => BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(2 * index)),
                var depth => row[index * depth / 8] >> (8 - depth - (index * depth % 8)) & ((1 << depth) - 1),
            };
        }
    }

    private void Put(int x, int y)
    {
        var plane = _header.Height * _header.Width;
        var at = (y * _header.Width) + x;
        var alpha = _header.HasPalette ? _samples[0] < _chunks.Transparency.Length ? _chunks.Transparency[_samples[0]] : Opaque
            : _header.HasAlpha ? Eight(_samples[_header.Samples - 1])
            : _transparent.Length > 0 && _samples.AsSpan(0, _transparent.Length).SequenceEqual(_transparent) ? 0 : Opaque;
        if (alpha != Opaque)
        {
            throw new InvalidDataException($"{_file}: the pixel in row {y}, column {x} is transparent; opaque images are expected");
        }

        if (_header.HasPalette && 3 * _samples[0] >= _chunks.Palette.Length)
        {
            throw new InvalidDataException($"{_file} is a damaged PNG file: the pixel in row {y}, column {x} has colour {_samples[0]} of a "
                + $"palette of {_chunks.Palette.Length / 3}");
        }

        for (var channel = 0; channel < _header.Channels; channel++)
        {
            Pixels[(channel * plane) + at] = _header.HasPalette
                ? _chunks.Palette[(3 * _samples[0]) + channel]
                : (byte)Eight(_samples[channel]);
        }
    }

    // The nearest of 256 levels from the darkest to the brightest.
    private int Eight(int sample)
    {
        var most = (1 << _header.Depth) - 1;
        return ((sample * Opaque) + (most / 2)) / most;
    }
}
