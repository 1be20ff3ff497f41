using System.Text;

namespace NasPipelines.Fixtures.Files;

/// <summary>Writes arrays as numpy.save does.</summary>
public static class NumpyWriter
{
    /// <summary>An array of any type.</summary>
    /// <param name="descr">The type, as in the header: <c>'&lt;f8'</c>, or a list of fields.</param>
    /// <param name="shape">The shape, as in the header: <c>(3,)</c>.</param>
    /// <param name="content">The bytes of the items.</param>
    /// <param name="byColumn">Whether columns lie together.</param>
    public static byte[] Array(string descr, string shape, byte[] content, bool byColumn = false)
    {
        var header = $"{{'descr': {descr}, 'fortran_order': {(byColumn ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight((((header.Length + 10) / 64) * 64) + 64 - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.Latin1.GetBytes(header), .. content];
    }

    /// <summary>A vector or matrix of doubles.</summary>
    public static byte[] Doubles(string shape, params double[] values) =>
        Array("'<f8'", shape, [.. values.SelectMany(BitConverter.GetBytes)]);
}
