using System.Text;
using NasPipelines.Fixtures.Files;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>Small contents of image files.</summary>
internal static class ImageContents
{
    public static byte[] CifarBatch()
    {
        byte[] head =
        [
            0x80, 2, (byte)'}', (byte)'q', 1, (byte)'(', .. Short("labels"), (byte)']', (byte)'q', 2, (byte)'K', 6, (byte)'a',
            .. Short("data"),
        ];
        byte[] array =
        [
            .. "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n"u8, (byte)'K', 0, 0x85, .. Short("b"), 0x87, (byte)'R', (byte)'(',
            (byte)'K', 1,
            (byte)'K', 1, (byte)'M', 0, 12, 0x86, .. "cnumpy\ndtype\n"u8, .. Short("u1"), (byte)'K', 0, (byte)'K', 1, 0x87, (byte)'R',
            (byte)'(', (byte)'K', 3,
            .. Short("|"), (byte)'N', (byte)'N', (byte)'N', (byte)'J', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'J', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'K',
            0, (byte)'t', (byte)'b',
            0x89, (byte)'T', 0, 12, 0, 0, .. new byte[3072], (byte)'t', (byte)'b',
        ];
        return [.. head, .. array, (byte)'u', (byte)'.'];
    }

    private static byte[] Short(string text) => [(byte)'U', (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    public static byte[] Npy(string shape, int count)
    {
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. new byte[count]];
    }

    /// <summary>Header and rows of two colours of a palette.</summary>
    public static byte[] Bilevel() => [.. PngWriter.Size(3, 2), 1, 3, 0, 0, 0, 0, 0xA0, 2, 0x40];

    /// <summary>Header and rows of 9 × 9 pixels of 2 bits in seven passes.</summary>
    public static byte[] Interlaced() => [.. PngWriter.Size(9, 9), 2, 0, 0, 0, 1, .. new byte[48]];

    /// <summary>A file of header and rows, whatever they are.</summary>
    public static byte[] Png(byte[] content) =>
        PngWriter.Image([.. content.Take(13)], [.. content.Skip(13)], [1, 2, 3, 4, 5, 6]);
}
