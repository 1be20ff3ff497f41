using System.Numerics.Tensors;
using NasPipelines.Networks.Torch.Kernels;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>Correlation matrices, as numpy's <c>corrcoef</c>.</summary>
internal static class Correlation
{
    /// <summary>The correlation matrix of the rows, [rows × rows], or null where a row is constant.</summary>
    public static double[]? OfRows(ReadOnlySpan<double> values, int rows)
    {
        var columns = values.Length / rows;
        var centred = values.ToArray();
        for (var i = 0; i < rows; i++)
        {
            var row = centred.AsSpan(i * columns, columns);
            TensorPrimitives.Subtract(row, FixedSums.Sum<double>(row) / columns, row);
            var norm = FixedSums.Norm<double>(row);
            if (norm == 0)
            {
                return null;
            }

            TensorPrimitives.Divide(row, norm, row);
        }

        var correlation = new double[rows * rows];
        for (var i = 0; i < rows; i++)
        {
            correlation[(i * rows) + i] = 1;
            for (var j = 0; j < i; j++)
            {
                var r = FixedSums.Dot<double>(centred.AsSpan(i * columns, columns), centred.AsSpan(j * columns, columns));
                correlation[(i * rows) + j] = correlation[(j * rows) + i] = r;
            }
        }

        return correlation;
    }
}
