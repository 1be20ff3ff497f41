using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Reads numbers as tables write them: one separator of decimals, none of thousands, infinities in every spelling, words for missing
/// values.
/// </summary>
internal sealed class NumberText
{
    private const int LongestNumber = 400;
    private const int ExactPower = 22;
    private const ulong Exact = 1UL << 53;

    private static readonly double[] Powers = 
        [.. Enumerable.Range(0, ExactPower + 1).Select(i => double.Parse($"1e{i}", CultureInfo.InvariantCulture))];

    private readonly byte[][] _missing;
    private readonly bool _blank;
    private readonly byte _point;
    private readonly byte _other;

    public NumberText(BenchmarkTableOptions options)
    {
        _missing = [.. options.MissingValues.Where(word => word.Length > 0).Select(Encoding.UTF8.GetBytes)];
        _blank = options.MissingValues.Contains("");
        Decimal = options.Decimal ?? '.';
        (_point, _other) = Decimal == ',' ? ((byte)',', (byte)'.') : ((byte)'.', (byte)',');
    }

    /// <summary>The separator of decimals.</summary>
    public char Decimal { get; }

    /// <summary>What a field is; the number, NaN where there is none.</summary>
    public CellKind Read(ReadOnlySpan<byte> field, out double value)
    {
        if (Plain(field, out value))
        {
            return CellKind.Number;
        }

        field = Trimmed(field);
        if (field.IsEmpty)
        {
            value = double.NaN;
            return _blank ? CellKind.Blank : CellKind.Text;
        }

        if ((uint)(field[0] - '0') <= 9 || field[0] is (byte)'-' or (byte)'+' || field[0] == _point)
        {
            if (Full(field, out value))
            {
                return CellKind.Number;
            }
        }

        value = double.NaN;
        return IsMissing(field) ? CellKind.Missing
            : IsInfinite(field, out value) ? CellKind.Number
            : IsSeparated(field) ? CellKind.Separated
            : CellKind.Text;
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, out double)"/>
    public CellKind Read(ReadOnlySpan<char> field, out double value)
    {
        Span<byte> bytes = stackalloc byte[LongestNumber];
        value = double.NaN;
        return Utf8.FromUtf16(field, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            ? Read(bytes[..written], out value)
            : CellKind.Text;
    }

    /// <summary>Few digits, with no exponent: the quotient of two exact numbers is the nearest number.</summary>
    private bool Plain(ReadOnlySpan<byte> field, out double value)
    {
        value = double.NaN;
        var at = field.Length > 0 && field[0] == '-' ? 1 : 0;
        if (field.Length - at is < 1 or > 19)
        {
            return false;
        }

        ulong digits = 0;
        var (scale, point) = (0, -1);
        for (var i = at; i < field.Length; i++)
        {
            var digit = (uint)(field[i] - '0');
            if (digit <= 9)
            {
                digits = (10 * digits) + digit;
                scale++;
            }
            else if (field[i] == _point && point < 0)
            {
                (point, scale) = (i, 0);
            }
            else
            {
                return false;
            }
        }

        scale = point < 0 ? 0 : scale;
        if (digits >= Exact || scale > ExactPower || field.Length - at == (point < 0 ? 0 : 1))
        {
            return false;
        }

        value = digits / Powers[scale];
        value = at == 1 ? -value : value;
        return true;
    }

    private bool Full(ReadOnlySpan<byte> field, out double value)
    {
        value = double.NaN;
        if (field.Length > LongestNumber)
        {
            return false;
        }

        if (_point == '.')
        {
            return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsNaN(value);
        }

        Span<byte> copy = stackalloc byte[field.Length];
        field.CopyTo(copy);
        copy.Replace((byte)',', (byte)'.');
        return !field.Contains(_other)
            && double.TryParse(copy, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsNaN(value);
    }

    private bool IsMissing(ReadOnlySpan<byte> field)
    {
        // C prints the sign of a NaN.
        var unsigned = field.Length == 4 && field[0] is (byte)'-' or (byte)'+' ? field[1..] : field;
        foreach (var word in _missing)
        {
            if (Ascii.EqualsIgnoreCase(field, word) || field.SequenceEqual(word)
                || (Ascii.EqualsIgnoreCase(word, "nan"u8) && Ascii.EqualsIgnoreCase(unsigned, word)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInfinite(ReadOnlySpan<byte> field, out double value)
    {
        var negative = field[0] == '-';
        var word = field[0] is (byte)'-' or (byte)'+' ? field[1..] : field;
        var infinite = Ascii.EqualsIgnoreCase(word, "inf"u8) || Ascii.EqualsIgnoreCase(word, "infinity"u8) || word.SequenceEqual("∞"u8);
        value = infinite ? negative ? double.NegativeInfinity : double.PositiveInfinity : double.NaN;
        return infinite;
    }

    /// <summary>Digits with commas, and perhaps points and an exponent; where the comma separates decimals, with points.</summary>
    private bool IsSeparated(ReadOnlySpan<byte> field)
    {
        var (digits, others) = (0, 0);
        for (var i = field[0] is (byte)'-' or (byte)'+' ? 1 : 0; i < field.Length; i++)
        {
            var character = field[i];
            if ((uint)(character - '0') <= 9)
            {
                digits++;
            }
            else if (character == _other || character == _point)
            {
                others++;
            }
            else
            {
                return digits > 0 && others > 0 && character is (byte)'e' or (byte)'E' && IsExponent(field[(i + 1)..]);
            }
        }

        return digits > 0 && others > 0;
    }

    private static bool IsExponent(ReadOnlySpan<byte> text)
    {
        text = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        return text.Length > 0 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> field) => field.Trim(" \t\r\n"u8);
}
