using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// An array of numpy.save: numbers and texts in one or two dimensions, with or without names. Objects are pickles, and refused.
/// </summary>
internal sealed partial class NumpyArray
{
    private const int LongestHeader = 1 << 16;

    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly bool _byColumn;

    private NumpyArray(string path, byte[] bytes, int start, IReadOnlyList<NumpyField> fields, long[] shape, bool byColumn)
    {
        (_path, _bytes, _start, _byColumn, Fields) = (path, bytes, start, byColumn, fields);
        var size = fields.Sum(field => (long)field.Size);
        var width = shape.Length == 2 ? shape[1] : 1;
        var rows = shape.Length > 0 ? shape[0] : 1;
        var available = bytes.Length - start;
        if (size < 1 || rows < 0 || width < 0 || (width > 0 && rows > available / size / width) || width > available)
        {
            throw new InvalidDataException(
                $"{path}: {available} bytes are too few for an array of {string.Join(" x ", shape)} items of {size} bytes");
        }

        (Rows, Width) = ((int)rows, (int)width);
    }

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The parts of an item: one without a name where the items are single values.</summary>
    public IReadOnlyList<NumpyField> Fields { get; }

    public int Rows { get; }

    /// <summary>How many items a row has.</summary>
    public int Width { get; }

    /// <exception cref="InvalidDataException">It is no such array, or damaged.</exception>
    public static NumpyArray Read(string path, byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(Magic) || bytes.Length < 12)
        {
            throw new InvalidDataException($"{path} is no array of NumPy: it must start with \\x93NUMPY");
        }

        var wide = bytes[6] > 1;
        var length = wide
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8))
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        var start = (wide ? 12L : 10L) + length;
        if (length > LongestHeader || start > bytes.Length)
        {
            throw new InvalidDataException($"{path}: a header of {length} bytes in an array of {bytes.Length}");
        }

        var header = Encoding.UTF8.GetString(bytes, wide ? 12 : 10, (int)length);
        var descr = Descr().Match(header);
        var shape = Shape().Match(header);
        if (!descr.Success || !shape.Success)
        {
            throw new InvalidDataException($"{path}: the header has no descr and shape: {ShownText.Of(header)}");
        }

        long[] sizes = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => long.TryParse(text.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size
                : throw new InvalidDataException($"{path}: '{ShownText.Of(text)}' is no length of an array"))];
        if (sizes.Length > 2)
        {
            throw new InvalidDataException(
                $"{path}: an array of {sizes.Length} dimensions ({ShownText.Of(shape.Groups[1].Value)}); a table has rows and columns");
        }

        var named = descr.Groups["list"].Success;
        NumpyField[] fields = named
            ? [.. Field().Matches(descr.Groups["list"].Value).Select(m => NumpyField.Of(path, m.Groups[1].Value, m.Groups[2].Value))]
            : [NumpyField.Of(path, "", descr.Groups["one"].Value)];
        if (fields.Length == 0 || (named && (sizes.Length > 1 || Subarray().IsMatch(descr.Groups["list"].Value))))
        {
            throw new InvalidDataException($"{path}: fields that are arrays or records themselves have no place in a table");
        }

        return new(path, bytes, (int)start, fields, sizes, Fortran().IsMatch(header));
    }

    /// <summary>The values of a column: <c>double[]</c> or <c>string[]</c>.</summary>
    /// <param name="field">The part of the items.</param>
    /// <param name="column">The place of the item in the row.</param>
    public Array Values(int field, int column)
    {
        var part = Fields[field];
        var size = Fields.Sum(f => f.Size);
        var offset = Fields.Take(field).Sum(f => f.Size);
        var texts = part.IsText ? new string[Rows] : null;
        var numbers = part.IsText ? null : new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var item = _byColumn && Width > 1 ? ((long)column * Rows) + row : ((long)row * Width) + column;
            var bytes = _bytes.AsSpan((int)(_start + (item * size)) + offset, part.Size);
            if (texts is not null)
            {
                texts[row] = part.Text(bytes);
            }
            else
            {
                numbers![row] = part.Number(bytes);
            }
        }

        return texts ?? (Array)numbers!;
    }

    [GeneratedRegex(
        @"['""]descr['""]\s*:\s*(?:['""](?<one>[^'""]*)['""]|\[(?<list>.*?)\](?=\s*,\s*['""](?:fortran_order|shape)|\s*,?\s*\}))")]
    private static partial Regex Descr();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\(([^)]*)\)")]
    private static partial Regex Shape();

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*True")]
    private static partial Regex Fortran();

    [GeneratedRegex(@"\(\s*['""]([^'""]*)['""]\s*,\s*['""]([^'""]*)['""]\s*\)")]
    private static partial Regex Field();

    [GeneratedRegex(@"['""]\s*,\s*[\[(\d]|\[\s*\(")]
    private static partial Regex Subarray();
}
