using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NasPipelines.Files;
using NasPipelines.Files.Pickles;

namespace NasPipelines.Images;

/// <summary>An array of whole numbers in a file of NumPy or in IDX form.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="Type">Its elements.</param>
/// <param name="Bytes">Its content, row by row.</param>
internal sealed partial record ArrayFile(int[] Shape, NumpyType Type, byte[] Bytes)
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    private const int LongestHeader = 1 << 16;
    private const int MostDimensions = 4;
    private const int LongestShown = 200;

    /// <exception cref="InvalidDataException">The file is no NumPy array, or one of another kind than plain numbers.</exception>
    public static ArrayFile ReadNpy(string file, long maxBytes)
    {
        using var stream = InputFile.Open(file, maxBytes);
        var input = new BinaryInput(file, stream);
        if (!input.Short(Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException($"{file} is no NumPy file: it does not start with 93 NUMPY");
        }

        var version = input.Byte();
        input.Byte();
        var length = version switch
        {
            1 => input.UInt16(),
            2 or 3 => (int)Math.Min(input.UInt32(), LongestHeader + 1),
            _ => throw new InvalidDataException($"{file}: version {version} of NumPy's format is unknown"),
        };
        if (length > LongestHeader)
        {
            throw new InvalidDataException($"{file}: a header of more than {LongestHeader} bytes");
        }

        var header = Encoding.Latin1.GetString(input.Short(length)).Trim();
        var match = Header().Match(header);
        if (!match.Success)
        {
            throw new InvalidDataException(
                $"{file}: an array of plain numbers, row by row, is expected ('descr': '|u1', 'fortran_order': False); its header "
                    + $"is {ShownText.Of(header, LongestShown)}");
        }

        int[] shape = [.. match.Groups["n"].Captures.Select(size => int.Parse(size.Value, CultureInfo.InvariantCulture))];
        return Content(input, file, shape, new(match.Groups["type"].Value) { IsBigEndian = match.Groups["order"].Value == ">" }, maxBytes);
    }

    /// <exception cref="InvalidDataException">The file is no IDX array of bytes.</exception>
    public static ArrayFile ReadIdx(string file, long maxBytes)
    {
        using var stream = InputFile.Open(file, maxBytes);
        var input = new BinaryInput(file, stream);
        var head = input.UInt32();
        var dimensions = (int)(head >> 24);
        if ((head & 0xFFFFFF) != 0x080000 || dimensions is < 1 or > MostDimensions)
        {
            throw new InvalidDataException(
                $"{file} is no IDX file of bytes: it must start with 00 00 08 and 1 to {MostDimensions} dimensions (starts "
                    + $"with {BinaryPrimitives.ReverseEndianness(head):X8})");
        }

        var shape = new int[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            shape[d] = BinaryPrimitives.ReverseEndianness(input.Int32());
        }

        return Content(input, file, shape, new("u1"), maxBytes);
    }

    /// <summary>The numbers of an array of one dimension.</summary>
    public int[] Labels(string file)
    {
        if (Shape.Length != 1)
        {
            throw new InvalidDataException($"{file}: labels must have one dimension (found ({string.Join(", ", Shape)}))");
        }

        var labels = new int[Shape[0]];
        for (var i = 0; i < labels.Length; i++)
        {
            var label = Type.Number(Bytes.AsSpan(i * Type.Size, Type.Size));
            labels[i] = label.Kind == PickleKind.Integer && label.Integer is >= 0 and < 1 << 20
                ? (int)label.Integer
                : throw new InvalidDataException($"{file}, label {i}: {label} is no class");
        }

        return labels;
    }

    private static ArrayFile Content(BinaryInput input, string file, int[] shape, NumpyType type, long maxBytes)
    {
        var count = shape.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (UInt128)Math.Max(0, size), long.MaxValue));
        if (count == 0 || Array.Exists(shape, size => size < 1))
        {
            throw new InvalidDataException($"{file}: an array of ({string.Join(", ", shape)}) holds nothing");
        }

        var size = (long)UInt128.Min(count * (UInt128)type.Size, long.MaxValue);
        MemoryBudget.Of(file, maxBytes).Require(size);
        var bytes = input.Bytes((ulong)size, maxBytes);
        return input.AtEnd ? new(shape, type, bytes) : throw input.Fault($"more follows an array of ({string.Join(", ", shape)})");
    }

    [GeneratedRegex(
        @"^\{'descr': '(?<order>[<>|=])(?<type>[iu][1248])', 'fortran_order': False, 'shape': \((?:(?<n>[0-9]{1,9})(?:, |,)?){1,4}\), \}$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
