using System.Buffers.Binary;
using Parquet.Meta;
using static System.FormattableString;
using static NasPipelines.Benchmarks.Tables.ParquetShapes;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Checks the pages of a column before a reader believes them: their headers are walked, their sizes must fit into the bytes that are
/// there, and their values must be as many as the rows.
/// </summary>
internal static class ParquetPages
{
    private const int Deepest = 8;
    private const int LongestHeader = 1 << 20;
    private const int UsualHeader = 1 << 12;
    private const int Padding = 100; // writers that left the header of the dictionary out of the size

    // What the codecs expand at most (of deflate: 1032), beside what they expand pages of equal values to.
    private const long Expansion = 1100;
    private const long FreeExpansion = 16 << 20;

    /// <summary>Checks a column of a group.</summary>
    /// <exception cref="InvalidDataException">It does not deliver exactly the group's rows, or claims more than the file holds.</exception>
    public static void Check(Stream file, ColumnMetaData column, long rows)
    {
        var start = column.DictionaryPageOffset is > 0 and var first ? Math.Min(first, column.DataPageOffset) : column.DataPageOffset;
        if (start < 4 || column.TotalCompressedSize < 0 || start > file.Length || column.TotalCompressedSize > file.Length - start)
        {
            throw new InvalidDataException(
                Invariant($"a column of {column.TotalCompressedSize} bytes at byte {start} in a file of {file.Length}"));
        }

        if (column.NumValues != rows)
        {
            throw new InvalidDataException(Invariant($"a column has {column.NumValues} values in a group of {rows} rows"));
        }

        var end = Math.Min(file.Length, start + column.TotalCompressedSize + Padding);
        Span<long> numbers = stackalloc long[Slots];
        var values = 0L;
        for (var at = start; values < rows;)
        {
            numbers.Clear();
            var content = at + ReadHeader(file, at, end, numbers);
            values += Page(file, column, content, end, numbers);
            at = content + numbers[Own + 3];
        }

        if (values != rows)
        {
            throw new InvalidDataException(Invariant($"a column's pages have {values} values in a group of {rows} rows"));
        }
    }

    /// <summary>The values of a page.</summary>
    private static long Page(Stream file, ColumnMetaData column, long content, long end, ReadOnlySpan<long> numbers)
    {
        var (type, unpacked, packed) = ((PageType)numbers[Own + 1], numbers[Own + 2], numbers[Own + 3]);
        if (packed < 0 || unpacked < 0 || packed > end - content
            || unpacked > FreeExpansion + (Expansion * packed)
            || (column.Codec == CompressionCodec.UNCOMPRESSED && unpacked != packed))
        {
            throw new InvalidDataException(
                Invariant($"a page at byte {content} claims {packed} bytes, {unpacked} unpacked, of the {end - content} of its column"));
        }

        var levels = type == PageType.DATA_PAGE_V2 ? numbers[DataV2 + 5] + numbers[DataV2 + 6] : 0;
        if (levels < 0 || levels > Math.Min(packed, unpacked) || numbers[DataV2 + 5] < 0 || numbers[DataV2 + 6] < 0)
        {
            throw new InvalidDataException(Invariant($"a page at byte {content} claims {levels} bytes of levels in {packed}"));
        }

        if (column.Codec == CompressionCodec.SNAPPY && type != PageType.INDEX_PAGE && packed > levels
            && !(type == PageType.DATA_PAGE_V2 && numbers[DataV2 + 7] == 0 && IsStored(numbers))
            && SnappyLength(file, content + levels) != unpacked - levels)
        {
            throw new InvalidDataException(Invariant($"a page at byte {content} claims another length than its content has"));
        }

        var count = type switch
        {
            PageType.DATA_PAGE => numbers[Data + 1],
            PageType.DATA_PAGE_V2 => numbers[DataV2 + 1],
            PageType.DICTIONARY_PAGE => numbers[Dictionary + 1],
            _ => 0,
        };
        if (count < 0 || (type == PageType.DICTIONARY_PAGE && count * Width(column.Type) > unpacked))
        {
            throw new InvalidDataException(Invariant($"a page at byte {content} claims {count} values in {unpacked} bytes"));
        }

        return type is PageType.DATA_PAGE or PageType.DATA_PAGE_V2 ? count : 0;
    }

    private static int ReadHeader(Stream file, long at, long end, Span<long> numbers)
    {
        for (var length = (int)Math.Min(UsualHeader, end - at); ; length = (int)Math.Min(LongestHeader, end - at))
        {
            if (length <= 0)
            {
                throw new InvalidDataException(Invariant($"a column's pages end at byte {at}, before its last row"));
            }

            var bytes = new byte[length];
            file.Position = at;
            file.ReadExactly(bytes);
            try
            {
                var walk = new ThriftWalk(bytes, numbers);
                var present = walk.Structure(ParquetShapes.PageHeader, Deepest);
                return (present & 0b1110) == 0b1110
                    ? walk.Position
                    : throw new InvalidDataException(Invariant($"the header of a page at byte {at} lacks its type or sizes"));
            }
            catch (InvalidDataException) when (length < Math.Min(LongestHeader, end - at))
            {
                numbers.Clear(); // statistics may make a header long
            }
        }
    }

    private static bool IsStored(ReadOnlySpan<long> numbers) => numbers[Own + 2] == numbers[Own + 3];

    private static long SnappyLength(Stream file, long at)
    {
        Span<byte> start = stackalloc byte[5];
        file.Position = at;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        long length = 0;
        for (var i = 0; i < start.Length; i++)
        {
            length |= (long)(start[i] & 0x7F) << (7 * i);
            if (start[i] < 0x80)
            {
                return length;
            }
        }

        return -1;
    }

    private static int Width(Parquet.Meta.Type type) => type switch
    {
        Parquet.Meta.Type.INT32 or Parquet.Meta.Type.FLOAT or Parquet.Meta.Type.BYTE_ARRAY => 4,
        Parquet.Meta.Type.INT64 or Parquet.Meta.Type.DOUBLE => 8,
        Parquet.Meta.Type.INT96 => 12,
        _ => 1,
    };
}
