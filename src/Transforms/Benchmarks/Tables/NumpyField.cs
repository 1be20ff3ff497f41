using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>A part of the items of an array: a number or a text of fixed length.</summary>
internal sealed record NumpyField(string Name, char Kind, int Size, bool IsBigEndian)
{
    private const int LongestText = 1 << 20;

    public bool IsText => Kind is 'U' or 'S' or 'b';

    /// <exception cref="InvalidDataException">The type is none that a table has.</exception>
    public static NumpyField Of(string path, string name, string type)
    {
        var code = type.TrimStart('<', '>', '|', '=');
        var kind = code.FirstOrDefault();
        if (!int.TryParse(code.AsSpan(Math.Min(1, code.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || (kind, size) is not
                (('f', 2 or 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8) or ('b', 1) or ('U' or 'S', > 0 and < LongestText)))
        {
            throw new InvalidDataException(
                $"{path}: the type '{ShownText.Of(type)}'{(name.Length > 0 ? $" of {ShownText.Of(name)}" : "")} is neither a number nor a "
                + "text; known are f2, f4, f8, i1 to i8, u1 to u8, b1, U and S"
                + (kind == 'O' ? " (objects are a pickle, which is not read)" : ""));
        }

        return new(name, kind, kind == 'U' ? 4 * size : size, type.StartsWith('>'));
    }

    public double Number(ReadOnlySpan<byte> bytes) => (Kind, Size, IsBigEndian) switch
    {
        ('f', 8, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ('f', 8, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        ('f', 4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ('f', 4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        ('f', _, false) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ('f', _, true) => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
        ('i', _, _) => Signed(bytes),
        _ => Unsigned(bytes),
    };

    public string Text(ReadOnlySpan<byte> bytes) => Kind switch
    {
        'b' => bytes[0] == 0 ? "False" : "True",
        'U' => (IsBigEndian ? new UTF32Encoding(true, false) : Encoding.UTF32).GetString(bytes).TrimEnd('\0'),
        _ => Encoding.UTF8.GetString(bytes).TrimEnd('\0'),
    };

    private ulong Unsigned(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = 0; i < Size; i++)
        {
            value = (value << 8) | bytes[IsBigEndian ? i : Size - 1 - i];
        }

        return value;
    }

    private double Signed(ReadOnlySpan<byte> bytes)
    {
        var unused = 64 - (8 * Size);
        return (long)(Unsigned(bytes) << unused) >> unused;
    }
}
