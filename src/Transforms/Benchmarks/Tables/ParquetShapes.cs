using static NasPipelines.Benchmarks.Tables.ThriftShape;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// The structures of Parquet's metadata (parquet.thrift), all of them: a reader takes a field of a known number for what it ought to be,
/// whatever type the file gives it, so each type must be checked before.
/// </summary>
internal static class ParquetShapes
{
    // The numbers of a page's header: its own, those of a page of data, of a dictionary, and of a page in version 2 behind them.
    public const int Own = 1;
    public const int Data = 10;
    public const int Dictionary = 20;
    public const int DataV2 = 30;
    public const int Slots = 40;

    private static readonly ThriftShape Decimal = new([(1, I32), (2, I32)]);
    private static readonly ThriftShape TimeUnit = new([(1, Struct), (2, Struct), (3, Struct)]);
    private static readonly ThriftShape Time = new([(1, Bool), (2, Struct)], (2, 0, TimeUnit));
    private static readonly ThriftShape Integer = new([(1, I8), (2, Bool)]);
    private static readonly ThriftShape Variant = new([(1, I8)]);
    private static readonly ThriftShape Geography = new([(1, Binary), (2, I32)]);

    // 15 is a half float; the places of these bytes are kept.
    private static readonly ThriftShape LogicalType = new(
        [.. Enumerable.Range(1, 18).Select(id => (id, Struct))],
        (5, 0, Decimal),
        (7, 0, Time),
        (8, 0, Time),
        (10, 0, Integer),
        (16, 0, Variant),
        (17, 0, Geography),
        (18, 0, Geography))
    { Mark = 15 };

    private static readonly ThriftShape SchemaElement = new(
        [(1, I32), (2, I32), (3, I32), (4, Binary), (5, I32), (6, I32), (7, I32), (8, I32), (9, I32), (10, Struct)],
        (10, 0, LogicalType));

    private static readonly ThriftShape Statistics = new(
        [(1, Binary), (2, Binary), (3, I64), (4, I64), (5, Binary), (6, Binary), (7, Bool), (8, Bool)]);

    private static readonly ThriftShape KeyValue = new([(1, Binary), (2, Binary)]);

    private static readonly ThriftShape EncodingCount = new([(1, I32), (2, I32), (3, I32)]);

    private static readonly ThriftShape SizeStatistics = new([(1, I64), (2, List), (3, List)], (2, I64, null), (3, I64, null));

    private static readonly ThriftShape BoundingBox = new([.. Enumerable.Range(1, 8).Select(id => (id, Float))]);

    private static readonly ThriftShape GeospatialStatistics = new([(1, Struct), (2, List)], (1, 0, BoundingBox), (2, I32, null));

    private static readonly ThriftShape ColumnMetaData = new(
        [(1, I32), (2, List), (3, List), (4, I32), (5, I64), (6, I64), (7, I64), (8, List), (9, I64), (10, I64), (11, I64), (12, Struct),
            (13, List), (14, I64), (15, I32), (16, Struct), (17, Struct)],
        (2, I32, null),
        (3, Binary, null),
        (8, Struct, KeyValue),
        (12, 0, Statistics),
        (13, Struct, EncodingCount),
        (16, 0, SizeStatistics),
        (17, 0, GeospatialStatistics));

    private static readonly ThriftShape ColumnKey = new([(1, List), (2, Binary)], (1, Binary, null));

    private static readonly ThriftShape ColumnEncryption = new([(1, Struct), (2, Struct)], (2, 0, ColumnKey));

    private static readonly ThriftShape ColumnChunk = new(
        [(1, Binary), (2, I64), (3, Struct), (4, I64), (5, I32), (6, I64), (7, I32), (8, Struct), (9, Binary)],
        (3, 0, ColumnMetaData),
        (8, 0, ColumnEncryption));

    private static readonly ThriftShape SortingColumn = new([(1, I32), (2, Bool), (3, Bool)]);

    private static readonly ThriftShape RowGroup = new(
        [(1, List), (2, I64), (3, I64), (4, List), (5, I64), (6, I64), (7, I16)],
        (1, Struct, ColumnChunk),
        (4, Struct, SortingColumn));

    private static readonly ThriftShape ColumnOrder = new([(1, Struct)]);

    private static readonly ThriftShape Cipher = new([(1, Binary), (2, Binary), (3, Bool)]);

    private static readonly ThriftShape Encryption = new([(1, Struct), (2, Struct)], (1, 0, Cipher), (2, 0, Cipher));

    /// <summary>The metadata of a file.</summary>
    public static ThriftShape FileMetaData { get; } = new(
        [(1, I32), (2, List), (3, I64), (4, List), (5, List), (6, Binary), (7, List), (8, Struct), (9, Binary)],
        (2, Struct, SchemaElement),
        (4, Struct, RowGroup),
        (5, Struct, KeyValue),
        (7, Struct, ColumnOrder),
        (8, 0, Encryption));

    /// <summary>The header of a page, whose numbers are kept.</summary>
    public static ThriftShape PageHeader { get; } = new(
        [(1, I32), (2, I32), (3, I32), (4, I32), (5, Struct), (6, Struct), (7, Struct), (8, Struct)],
        (5, 0, new([(1, I32), (2, I32), (3, I32), (4, I32), (5, Struct)], (5, 0, Statistics)) { Slot = Data }),
        (7, 0, new([(1, I32), (2, I32), (3, Bool)]) { Slot = Dictionary }),
        (8, 0, new(
            [(1, I32), (2, I32), (3, I32), (4, I32), (5, I32), (6, I32), (7, Bool), (8, Struct)], (8, 0, Statistics)) { Slot = DataV2 }))
    { Slot = Own };
}
