using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>Makes something of a column by its type.</summary>
internal interface IColumnVisitor<out TResult>
{
    TResult Text(DataViewSchema.Column column);

    TResult Boolean(DataViewSchema.Column column);

    TResult Number<T>(DataViewSchema.Column column)
        where T : unmanaged, IUtf8SpanFormattable;
}

/// <summary>The columns of a view that a flat table can hold.</summary>
internal static class ExportColumns
{
    /// <summary>The view's visible columns.</summary>
    /// <exception cref="ArgumentException">One of them is of a type that such a table cannot hold, or there is none.</exception>
    public static DataViewSchema.Column[] Of(IDataView view, string table)
    {
        DataViewSchema.Column[] columns = [.. view.Schema.Where(column => !column.IsHidden)];
        string[] faults = [.. columns.Where(column => !Fits(column.Type)).Select(column => $"{column.Name} ({column.Type})")];
        return (columns.Length, faults.Length) switch
        {
            (0, _) => throw new ArgumentException("the view has no columns"),
            (_, 0) => columns,
            _ => throw new ArgumentException(
                $"{table} holds text, numbers and booleans only; drop or convert the columns {string.Join(", ", faults)}, or save as .idv"),
        };
    }

    public static TResult Dispatch<TResult>(DataViewSchema.Column column, IColumnVisitor<TResult> visitor) => column.Type switch
    {
        TextDataViewType => visitor.Text(column),
        BooleanDataViewType => visitor.Boolean(column),
        { RawType: var type } when type == typeof(double) => visitor.Number<double>(column),
        { RawType: var type } when type == typeof(float) => visitor.Number<float>(column),
        { RawType: var type } when type == typeof(long) => visitor.Number<long>(column),
        { RawType: var type } when type == typeof(int) => visitor.Number<int>(column),
        { RawType: var type } when type == typeof(short) => visitor.Number<short>(column),
        { RawType: var type } when type == typeof(sbyte) => visitor.Number<sbyte>(column),
        { RawType: var type } when type == typeof(ulong) => visitor.Number<ulong>(column),
        { RawType: var type } when type == typeof(uint) => visitor.Number<uint>(column),
        { RawType: var type } when type == typeof(ushort) => visitor.Number<ushort>(column),
        { RawType: var type } when type == typeof(byte) => visitor.Number<byte>(column),
        _ => throw new ArgumentException($"column {column.Name} is {column.Type}, which a flat table cannot hold"),
    };

    private static bool Fits(DataViewType type) => type is TextDataViewType or BooleanDataViewType or NumberDataViewType;
}
