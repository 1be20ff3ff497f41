using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Evaluation;

/// <summary>Reads columns of any ML.NET number type as doubles, in one pass over a view.</summary>
internal static class NumericColumns
{
    /// <summary>Checks that a column exists and holds single numbers.</summary>
    /// <param name="name">The column.</param>
    /// <param name="role">What it is for, such as "score".</param>
    /// <param name="columns">The columns that exist, with their item type and whether they hold one value per row.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Check(string name, string role, IReadOnlyCollection<(string Name, DataViewType ItemType, bool IsScalar)> columns)
    {
        var found = columns.Where(c => c.Name == name).ToList();
        if (found.Count == 0)
        {
            throw new ArgumentException(
                $"The {role} column '{name}' does not exist; the columns are {string.Join(", ", columns.Select(c => c.Name).Distinct())}.");
        }

        var (_, type, isScalar) = found[^1];
        if (!isScalar || type is not NumberDataViewType)
        {
            throw new ArgumentException(
                $"The {role} column '{name}' must hold one number per row (its type is {type}{(isScalar ? "" : ", several per row")}); "
                + $"the columns are {string.Join(", ", columns.Select(c => c.Name).Distinct())}.");
        }
    }

    /// <summary>The visible columns of a schema in the form that <see cref="Check"/> takes.</summary>
    public static List<(string Name, DataViewType ItemType, bool IsScalar)> Describe(DataViewSchema schema) =>
        [.. schema.Where(c => !c.IsHidden).Select(
            c => (c.Name, ItemType: c.Type is VectorDataViewType vector ? vector.ItemType : c.Type, c.Type is not VectorDataViewType))];

    /// <summary>Reads the columns; NaN stands for a missing value.</summary>
    public static double[][] Read(IDataView data, IReadOnlyList<string> names)
    {
        DataViewSchema.Column[] columns = [.. names.Select(name => data.Schema[name])];
        var (rows, capacity) = (0, (int)Math.Min(data.GetRowCount() ?? 256, Array.MaxLength));
        double[][] values = [.. names.Select(_ => new double[capacity])];
        using var cursor = data.GetRowCursor(columns);
        Func<double>[] readers = [.. columns.Select(column => Reader(cursor, column))];
        while (cursor.MoveNext())
        {
            if (rows == capacity)
            {
                Resize(capacity = Math.Max(256, 2 * capacity));
            }

            for (var c = 0; c < readers.Length; c++)
            {
                values[c][rows] = readers[c]();
            }

            rows++;
        }

        Resize(rows);
        return values;

        void Resize(int length)
        {
            for (var c = 0; c < values.Length; c++)
            {
                Array.Resize(ref values[c], length); // nothing is copied where the view has told its length
            }
        }
    }

    private static Func<double> Reader(DataViewRow row, DataViewSchema.Column column) => Type.GetTypeCode(column.Type.RawType) switch
    {
        TypeCode.Double => Reader<double>(row, column, v => v),
        TypeCode.Single => Reader<float>(row, column, v => v),
        TypeCode.SByte => Reader<sbyte>(row, column, v => v),
        TypeCode.Byte => Reader<byte>(row, column, v => v),
        TypeCode.Int16 => Reader<short>(row, column, v => v),
        TypeCode.UInt16 => Reader<ushort>(row, column, v => v),
        TypeCode.Int32 => Reader<int>(row, column, v => v),
        TypeCode.UInt32 => Reader<uint>(row, column, v => v),
        TypeCode.Int64 => Reader<long>(row, column, v => v),
        TypeCode.UInt64 => Reader<ulong>(row, column, v => v),
        _ => throw new ArgumentException($"The column '{column.Name}' holds no numbers (its type is {column.Type})."),
    };

    private static Func<double> Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }
}
