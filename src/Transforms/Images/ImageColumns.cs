using Microsoft.ML;
using Microsoft.ML.Data;
using static System.FormattableString;

namespace NasPipelines.Images;

/// <summary>Reads images from a column of vectors and a column of labels.</summary>
internal static class ImageColumns
{
    public static (byte[] Pixels, int[] Labels) Read(IDataView view, string pixelColumn, string labelColumn, ImageShape shape, int classes)
    {
        var pixels = Column(view, pixelColumn);
        var labels = Column(view, labelColumn);
        List<byte> bytes = [];
        List<int> values = [];
        using var cursor = view.GetRowCursor([pixels, labels]);
        var readPixels = PixelReader(cursor, pixels, shape);
        var readLabel = LabelReader(cursor, labels);
        while (cursor.MoveNext())
        {
            if (readPixels(bytes) is { } fault)
            {
                throw new InvalidDataException($"row {cursor.Position}, column {pixelColumn}: {fault}");
            }

            var label = readLabel();
            values.Add(label >= 0 && label < classes && label == Math.Floor(label)
                ? (int)label
                : throw new InvalidDataException(
                    Invariant($"row {cursor.Position}, column {labelColumn}: label {label} is not a whole number in 0..{classes - 1}")));
        }

        return values.Count > 0
            ? ([.. bytes], [.. values])
            : throw new InvalidDataException("the view has no rows; an image set needs at least one image");
    }

    private static DataViewSchema.Column Column(IDataView view, string name) =>
        view.Schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"there is no column {name}; the view has {string.Join(", ", view.Schema.Select(column => column.Name))}");

    /// <summary>Appends a row's pixels; the result is what is wrong with them, or null.</summary>
    private static Func<List<byte>, string?> PixelReader(DataViewRow row, DataViewSchema.Column column, ImageShape shape)
    {
        switch ((column.Type as VectorDataViewType)?.ItemType.RawType)
        {
            case { } type when type == typeof(byte):
                return Reader<byte>(row, column, shape, value => value);
            case { } type when type == typeof(float):
                return Reader<float>(
                    row, column, shape, value => value >= 0 && value <= 255 && value == MathF.Floor(value) ? (int)value : -1);
            default:
                throw new ArgumentException($"column {column.Name} must be a vector of Byte or Single (was {column.Type})");
        }
    }

    private static Func<List<byte>, string?> Reader<T>(
        DataViewRow row, DataViewSchema.Column column, ImageShape shape, Func<T, int> convert)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        return bytes =>
        {
            getter(ref vector);
            if (vector.Length != shape.Bytes)
            {
                return $"{vector.Length} values, an image {shape} has {shape.Bytes}";
            }

            foreach (var value in vector.DenseValues())
            {
                var pixel = convert(value);
                if (pixel < 0)
                {
                    return Invariant($"pixel {value} is not a whole number in 0..255");
                }

                bytes.Add((byte)pixel);
            }

            return null;
        };
    }

    /// <summary>Reads a label; −1 for a missing key, NaN for a missing number.</summary>
    private static Func<double> LabelReader(DataViewRow row, DataViewSchema.Column column)
    {
        var offset = column.Type is KeyDataViewType ? 1 : 0;
        return column.Type.RawType switch
        {
            var type when type == typeof(byte) => Number<byte>(),
            var type when type == typeof(ushort) => Number<ushort>(),
            var type when type == typeof(uint) => Number<uint>(),
            var type when type == typeof(ulong) => Number<ulong>(),
            var type when type == typeof(int) => Number<int>(),
            var type when type == typeof(long) => Number<long>(),
            var type when type == typeof(float) => Number<float>(),
            var type when type == typeof(double) => Number<double>(),
            _ => throw new ArgumentException($"column {column.Name} must be a key or a number (was {column.Type})"),
        };

        Func<double> Number<T>()
            where T : System.Numerics.INumberBase<T>
        {
            var getter = row.GetGetter<T>(column);
            T value = T.Zero;
            return () =>
            {
                getter(ref value);
                return double.CreateChecked(value) - offset;
            };
        }
    }
}
