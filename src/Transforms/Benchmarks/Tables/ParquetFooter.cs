using System.Buffers.Binary;
using static NasPipelines.Benchmarks.Tables.ThriftShape;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Checks the metadata at the end of a Parquet file before a reader believes it: its Thrift structure (compact protocol) is walked, and
/// every count must fit into the bytes that follow it. A damaged count otherwise costs a reader hours or all memory.
/// </summary>
internal static class ParquetFooter
{
    private const int Deepest = 16;
    private const int RequiredFields = 0b11110; // 1 version, 2 schema, 3 rows, 4 row groups
    private static readonly ThriftShape LogicalType = new([]) { Mark = 15 }; // FLOAT16

    private static readonly ThriftShape SchemaElement = new(
        [(1, I32), (2, I32), (3, I32), (4, Binary), (5, I32), (6, I32), (7, I32), (8, I32), (9, I32), (10, Struct)],
        (10, 0, LogicalType));

    private static readonly ThriftShape ColumnMetaData = new(
        [(1, I32), (2, List), (3, List), (4, I32), (5, I64), (6, I64), (7, I64), (8, List), (9, I64), (10, I64), (11, I64), (12, Struct),
            (13, List)],
        (2, I32, null),
        (3, Binary, null),
        (8, Struct, null),
        (13, Struct, null));

    private static readonly ThriftShape ColumnChunk = new(
        [(1, Binary), (2, I64), (3, Struct), (4, I64), (5, I32), (6, I64), (7, I32), (8, Struct), (9, Binary)], (3, 0, ColumnMetaData));

    private static readonly ThriftShape RowGroup = new(
        [(1, List), (2, I64), (3, I64), (4, List), (5, I64), (6, I64), (7, I16)], (1, Struct, ColumnChunk), (4, Struct, null));

    private static readonly ThriftShape FileMetaData = new(
        [(1, I32), (2, List), (3, I64), (4, List), (5, List), (6, Binary), (7, List), (8, Struct), (9, Binary)],
        (2, Struct, SchemaElement),
        (4, Struct, RowGroup),
        (5, Struct, null),
        (7, Struct, null));

    /// <summary>
    /// Checks a file; the stream ends at its start again. The result is the places of the bytes that say a column holds half floats.
    /// </summary>
    /// <exception cref="InvalidDataException">It has not the frame of a Parquet file, or its metadata is damaged.</exception>
    public static IReadOnlyList<long> Check(Stream file)
    {
        Span<byte> tail = stackalloc byte[8];
        if (file.Length < 12)
        {
            throw new InvalidDataException($"{file.Length} bytes are too few");
        }

        file.Position = 0;
        file.ReadExactly(tail[..4]);
        var starts = tail[..4].SequenceEqual("PAR1"u8);
        file.Position = file.Length - 8;
        file.ReadExactly(tail);
        if (!starts || !tail[4..].SequenceEqual("PAR1"u8))
        {
            throw new InvalidDataException("it must start and end with PAR1");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 1 || length > file.Length - 12)
        {
            throw new InvalidDataException($"metadata of {length} bytes in a file of {file.Length}");
        }

        var metadata = new byte[length];
        file.Position = file.Length - 8 - length;
        file.ReadExactly(metadata);
        file.Position = 0;
        var walk = new ThriftWalk(metadata);
        if ((walk.Structure(FileMetaData, Deepest) & RequiredFields) != RequiredFields)
        {
            throw new InvalidDataException("damaged metadata: version, schema, rows and row groups are needed");
        }

        return [.. walk.Marks.Select(mark => file.Length - 8 - length + mark)];
    }
}
