using NasPipelines.Networks;
using static TorchSharp.torch;

namespace NasPipelines.Training;

/// <summary>Average pooling as matrix products: on small maps one product over whole planes, on larger ones a product per direction.</summary>
internal sealed class PoolingMatrices : IDisposable
{
    private const int LargestPlane = 8 * 8;
    private readonly TorchContext _context = new(ParameterSource.Seeded(), ScalarType.Float32);
    private readonly Dictionary<(FeatureShape, int, int, int), Tensor> _planes = [];

    public Tensor Average(Tensor x, AvgPool pool)
    {
        var (height, width) = ((int)x.shape[2], (int)x.shape[3]);
        if (height * width > LargestPlane)
        {
            using var columns = matmul(x, _context.AveragingMatrix(width, pool.Kernel, pool.Stride, pool.Padding));
            using var rows = _context.AveragingMatrix(height, pool.Kernel, pool.Stride, pool.Padding).transpose(0, 1);
            return matmul(rows, columns);
        }

        using var planes = x.flatten(2);
        using var averages = matmul(planes, Plane(height, width, pool));
        return averages.view(x.shape[0], x.shape[1], pool.Shape.Height, pool.Shape.Width);
    }

    public void Dispose()
    {
        foreach (var plane in _planes.Values)
        {
            plane.Dispose();
        }

        _planes.Clear();
        _context.Dispose();
    }

    // [height · width, pooled height · width]: the products of the two averages along rows and columns.
    private Tensor Plane(int height, int width, AvgPool pool)
    {
        var key = (new FeatureShape(1, height, width), pool.Kernel, pool.Stride, pool.Padding);
        if (!_planes.TryGetValue(key, out var plane))
        {
            using var noGradients = no_grad();
            var rows = _context.AveragingMatrix(height, pool.Kernel, pool.Stride, pool.Padding);
            var columns = _context.AveragingMatrix(width, pool.Kernel, pool.Stride, pool.Padding);
            plane = kron(rows, columns).contiguous().DetachFromDisposeScope();
            _planes.Add(key, plane);
        }

        return plane;
    }
}
