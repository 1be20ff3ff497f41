using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Fixtures;

/// <summary>Columns of numbers of any type.</summary>
public static class ViewNumbers
{
    /// <summary>The values of a column as double precision.</summary>
    public static double[] Of(IDataView view, string column)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Schema[column].Type.RawType switch
        {
            var type when type == typeof(int) => [.. view.GetColumn<int>(column)],
            var type when type == typeof(long) => [.. view.GetColumn<long>(column).Select(value => (double)value)],
            var type when type == typeof(float) => [.. view.GetColumn<float>(column)],
            _ => [.. view.GetColumn<double>(column)],
        };
    }
}
