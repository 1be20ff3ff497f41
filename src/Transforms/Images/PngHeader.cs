using System.Buffers.Binary;

namespace NasPipelines.Images;

/// <summary>What a PNG file's header says: size, and how samples are stored.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits of a sample.</param>
/// <param name="Kind">0 grey, 2 red, green and blue, 3 palette, 4 grey with alpha, 6 red, green, blue and alpha.</param>
/// <param name="Interlaced">Whether the rows lie in seven passes (Adam7).</param>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int Kind, bool Interlaced)
{
    /// <summary>The largest width and height that are read: an image of this size takes 50 MB.</summary>
    public const int LargestSide = 4096;

    private const int Length = 13;

    // Where each pass starts, and its steps: column, row.
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Samples of a pixel in the file.</summary>
    public int Samples => Kind switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public bool HasPalette => Kind == 3;

    public bool HasAlpha => Kind is 4 or 6;

    /// <summary>Channels of the image: one where the file is grey.</summary>
    public int Channels => Kind is 0 or 4 ? 1 : 3;

    /// <summary>The passes that have pixels, in the file's order.</summary>
    public IEnumerable<PngPass> Passes
    {
        get
        {
            var (width, height) = (Width, Height);
            return (Interlaced ? Adam7 : [(0, 0, 1, 1)])
                .Select(p => new PngPass(
                    p.X, p.Y, p.StepX, p.StepY, (width - p.X + p.StepX - 1) / p.StepX, (height - p.Y + p.StepY - 1) / p.StepY))
                .Where(pass => pass.Columns > 0 && pass.Rows > 0);
        }
    }

    /// <summary>The decompressed bytes of the file's content: a filter and whole bytes for each row of each pass.</summary>
    public long ContentBytes
    {
        get
        {
            var header = this;
            return Passes.Sum(pass => (1 + (long)header.RowBytes(pass.Columns)) * pass.Rows);
        }
    }

    /// <summary>The bytes of a row of so many pixels, without its filter.</summary>
    public int RowBytes(int columns) => (int)((((long)columns * Samples * Depth) + 7) / 8);

    /// <exception cref="InvalidDataException">It is of no image that is read.</exception>
    public static PngHeader Read(string file, ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length != Length)
        {
            throw new InvalidDataException($"{file} is a damaged PNG file: its header has {chunk.Length} bytes, expected {Length}");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk), BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]));
        var (depth, kind) = (chunk[8], chunk[9]);
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide)
        {
            throw new InvalidDataException($"{file}: {width} × {height} pixels; 1 to {LargestSide} of each are read");
        }

        var known = kind switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        return known && chunk[10] == 0 && chunk[11] == 0 && chunk[12] <= 1
            ? new((int)width, (int)height, depth, kind, chunk[12] == 1)
            : throw new InvalidDataException($"{file} is a damaged PNG file: {depth} bits of colour type {kind}, compression {chunk[10]}, "
                + $"filters {chunk[11]} and interlacing {chunk[12]} are no PNG");
    }
}
