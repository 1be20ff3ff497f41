using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Data;
using Parquet.Meta;
using Parquet.Schema;
using Type = System.Type;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Columns of a Parquet file as numbers.</summary>
internal static class ParquetNumbers
{
    private const int HalfBytes = 2;

    /// <summary>What a column holds that are no numbers; null where it holds numbers.</summary>
    public static string? WhyNot(Field field) => field switch
    {
        ListField => "lists",
        MapField => "maps",
        StructField => "structures",
        DataField { IsArray: true } => "lists",
        DateTimeDataField or TimeDataField => "times",
        DataField data when IsText(data.ClrType) => "text",
        DataField data when Reader(data) is not null => null,
        DataField data => data.ClrType == typeof(bool) ? "booleans" : IsBytes(data.ClrType) ? "bytes" : data.ClrType.Name,
        _ => "no values",
    };

    /// <summary>Whether the values are text.</summary>
    public static bool IsText(Type type) => type == typeof(string) || type == typeof(ReadOnlyMemory<char>);

    /// <summary>Reads a group's numbers of a column, NaN where one is missing; null for a column of another type.</summary>
    public static Func<ParquetRowGroupReader, Task<double[]>>? Reader(DataField field)
    {
        var type = field.ClrType;
        return type == typeof(double) ? Of<double>
            : type == typeof(float) ? Of<float>
            : type == typeof(long) ? Of<long>
            : type == typeof(int) ? Of<int>
            : type == typeof(short) ? Of<short>
            : type == typeof(sbyte) ? Of<sbyte>
            : type == typeof(ulong) ? Of<ulong>
            : type == typeof(uint) ? Of<uint>
            : type == typeof(ushort) ? Of<ushort>
            : type == typeof(byte) ? Of<byte>
            : type == typeof(decimal) ? Of<decimal>
            : type == typeof(BigDecimal) ? Decimals
            : IsHalf(field) ? Halves
            : null;

        Task<double[]> Of<T>(ParquetRowGroupReader group)
            where T : struct, INumberBase<T> =>
            Read<T>(group, field, double.CreateChecked);

        Task<double[]> Decimals(ParquetRowGroupReader group) => Read<BigDecimal>(group, field, value => double.Parse(
            string.Create(CultureInfo.InvariantCulture, $"{value.UnscaledValue}e{-value.Scale}"), CultureInfo.InvariantCulture));

        async Task<double[]> Halves(ParquetRowGroupReader group)
        {
            var values = new byte[]?[group.RowCount];
            await group.ReadAsync(field, values.AsMemory(), null, default);
            return Array.ConvertAll(values, bytes => bytes is null ? double.NaN : (double)BitConverter.ToHalf(bytes));
        }
    }

    // The file's own mark of half floats is read as that of another type of bytes (ParquetRows).
    private static bool IsHalf(DataField field) =>
        IsBytes(field.ClrType) && field.SchemaElement is { LogicalType.BSON: not null, TypeLength: HalfBytes } element
        && element.Type == Parquet.Meta.Type.FIXED_LEN_BYTE_ARRAY;

    private static bool IsBytes(Type type) => type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>);

    private static async Task<double[]> Read<T>(ParquetRowGroupReader group, DataField field, Converter<T, double> convert)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var values = new T[group.RowCount];
            await group.ReadAsync(field, values.AsMemory(), null, default);
            return values as double[] ?? Array.ConvertAll(values, convert);
        }

        var optional = new T?[group.RowCount];
        await group.ReadAsync(field, optional.AsMemory(), null, default);
        return Array.ConvertAll(optional, value => value is { } present ? convert(present) : double.NaN);
    }
}
