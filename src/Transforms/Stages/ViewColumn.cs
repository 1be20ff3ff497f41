using Microsoft.ML.Data;

namespace NasPipelines.Stages;

/// <summary>A column of numbers or texts of a view in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">
/// An array of <see cref="double"/>, <see cref="float"/>, <see cref="long"/>, <see cref="int"/> or <see cref="string"/>.
/// </param>
/// <param name="Provenance">A JSON object that says where the values come from, kept as an annotation; or null.</param>
internal sealed record ViewColumn(string Name, Array Values, string? Provenance = null)
{
    public PrimitiveDataViewType Type => Values switch
    {
        string[] => TextDataViewType.Instance,
        int[] => NumberDataViewType.Int32,
        long[] => NumberDataViewType.Int64,
        float[] => NumberDataViewType.Single,
        _ => NumberDataViewType.Double,
    };

    /// <summary>The values in the smallest type that keeps every one of them.</summary>
    public static Array Compact(double[] values)
    {
        const double Exact = 1L << 53;
        return Array.TrueForAll(values, value => value == Math.Floor(value) && Math.Abs(value) <= Exact && !double.IsNegative(value))
            ? Array.TrueForAll(values, value => value <= int.MaxValue)
                ? Array.ConvertAll(values, value => (int)value)
                : Array.ConvertAll(values, value => (long)value)
            : Array.TrueForAll(values, value => double.IsNaN(value) || (float)value == value)
                ? Array.ConvertAll(values, value => (float)value)
                : values;
    }
}
