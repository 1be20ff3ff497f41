using System.Buffers.Binary;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Tensors as files hold them: raw bytes or lists of numbers, of the types that networks are stored in.</summary>
internal static class FileTensor
{
    /// <summary>Whether the type is one of numbers with fractions.</summary>
    public static bool IsFloat(int type) => (TensorProto.Types.DataType)type is TensorProto.Types.DataType.Float
        or TensorProto.Types.DataType.Double or TensorProto.Types.DataType.Float16;

    /// <summary>Checks that a tensor is whole and that all of it is in the file, or none.</summary>
    /// <returns>Whether there are values.</returns>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static bool Verify(TensorProto tensor, string name)
    {
        if (tensor.DataLocation != TensorProto.Types.DataLocation.Default || tensor.ExternalData.Count > 0)
        {
            throw new InvalidDataException($"the values of '{name}' are in another file; store them in the model itself");
        }

        var width = Width(tensor.DataType)
            ?? throw new InvalidDataException(
                $"'{name}' is of data type {tensor.DataType}; float (1), int32 (6), int64 (7), bool (9), float16 (10) and double (11) "
                    + $"are read");
        var claimed = tensor.Dims.Aggregate(
            (decimal)1, (product, size) => size is >= 0 and <= int.MaxValue ? Math.Min(product * size, long.MaxValue) : long.MaxValue);
        var (found, unit) = tensor.RawData.Length > 0 ? (tensor.RawData.Length / (decimal)width, $"{tensor.RawData.Length} bytes")
            : Listed(tensor);
        if (found == 0 && claimed > 0)
        {
            // A model stripped of its values: shapes are all that is left.
            if (claimed > int.MaxValue)
            {
                throw new InvalidDataException($"'{name}' of the shape [{string.Join(", ", tensor.Dims)}] is larger than any network has");
            }

            return false;
        }

        if (claimed != found)
        {
            throw new InvalidDataException(
                $"'{name}' of the shape [{string.Join(", ", tensor.Dims)}] needs {claimed} values, and has {unit}");
        }

        return true;
    }

    /// <summary>The values of a tensor that has been verified.</summary>
    public static double[] Values(TensorProto tensor)
    {
        var raw = tensor.RawData.Span;
        if (raw.Length == 0)
        {
            return (TensorProto.Types.DataType)tensor.DataType switch
            {
                TensorProto.Types.DataType.Float => [.. tensor.FloatData.Select(v => (double)v)],
                TensorProto.Types.DataType.Double => [.. tensor.DoubleData],
                TensorProto.Types.DataType.Int64 => [.. tensor.Int64Data.Select(v => (double)v)],
                TensorProto.Types.DataType.Float16 => [.. tensor.Int32Data.Select(v => (double)BitConverter.UInt16BitsToHalf((ushort)v))],
                _ => [.. tensor.Int32Data.Select(v => (double)v)],
            };
        }

        var width = Width(tensor.DataType)!.Value;
        var values = new double[raw.Length / width];
        for (var i = 0; i < values.Length; i++)
        {
            var at = raw[(i * width)..];
            values[i] = (TensorProto.Types.DataType)tensor.DataType switch
            {
                TensorProto.Types.DataType.Float => BinaryPrimitives.ReadSingleLittleEndian(at),
                TensorProto.Types.DataType.Double => BinaryPrimitives.ReadDoubleLittleEndian(at),
                TensorProto.Types.DataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
                TensorProto.Types.DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
                TensorProto.Types.DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
                _ => at[0],
            };
        }

        return values;
    }

    /// <summary>A tensor that has been verified, as known values.</summary>
    public static FoldedTensor Folded(TensorProto tensor)
    {
        FoldedShapes.Count(tensor.Dims);
        return new([.. tensor.Dims], Values(tensor), !IsFloat(tensor.DataType));
    }

    private static (decimal Count, string Text) Listed(TensorProto tensor)
    {
        var count = (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Float => tensor.FloatData.Count,
            TensorProto.Types.DataType.Double => tensor.DoubleData.Count,
            TensorProto.Types.DataType.Int64 => tensor.Int64Data.Count,
            _ => tensor.Int32Data.Count,
        };
        return (count, $"{count}");
    }

    private static int? Width(int type) => (TensorProto.Types.DataType)type switch
    {
        TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Int32 => 4,
        TensorProto.Types.DataType.Int64 or TensorProto.Types.DataType.Double => 8,
        TensorProto.Types.DataType.Bool => 1,
        TensorProto.Types.DataType.Float16 => 2,
        _ => null,
    };
}
