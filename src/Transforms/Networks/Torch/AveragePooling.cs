using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Average pooling, padding not counted: by a kernel of our own where there is one, else as matrix products, which are several times faster
/// than libtorch's own kernel. Small planes take one product over all positions, large ones a product for columns and one for rows.
/// </summary>
internal static class AveragePooling
{
    /// <summary>The averages.</summary>
    /// <param name="x">[samples, channels, rows, columns].</param>
    /// <param name="pool">The pooling.</param>
    /// <param name="run">How the graph is run.</param>
    public static Tensor Apply(Tensor x, AvgPool pool, TorchRun run)
    {
        if (pool.Kernel == 1 || run.Derivatives > 2 || !OwnKernels.Take(x))
        {
            return Products(x, pool, run.Parameters);
        }

        if (pool.Stride == 1 && pool.Kernel == (2 * pool.Padding) + 1)
        {
            return SamePooling.Apply(x, new((int)x.shape[2], (int)x.shape[3], pool.Kernel));
        }

        // Products of pairs, along rows and then along columns, add in one order on all processors, and are quicker.
        return run.FirstDerivativesOnly || (pool is { Kernel: 2, Padding: 0 } && x.shape[2] * x.shape[3] > PoolingWindow.LargestPlane)
            ? Products(x, pool, run.Parameters)
            : Sums(x, pool, run.Parameters);
    }

    /// <summary>The averages as products.</summary>
    public static Tensor Products(Tensor x, AvgPool pool, TorchParameters parameters)
    {
        var (rows, columns) = ((int)x.shape[2], (int)x.shape[3]);
        long[] shape = [x.shape[0], x.shape[1], pool.Shape.Height, pool.Shape.Width];
        if (rows * columns <= PoolingWindow.LargestPlane)
        {
            using var flat = x.flatten(2);
            using var averaged = matmul(flat, Plane(rows, columns, pool, x.dtype, parameters));
            return averaged.view(shape);
        }

        using var alongRows = matmul(x, Matrix(columns, pool, x.dtype, parameters));
        using var planes = alongRows.flatten(0, 1);
        using var average = Matrix(rows, pool, x.dtype, parameters).t();
        using var each = average.expand(planes.shape[0], -1, -1);
        using var both = bmm(each, planes);
        return both.view(shape);
    }

    // The sum of each window, by the kernel of depthwise convolutions, over how many of its places are in the image.
    private static Tensor Sums(Tensor x, AvgPool pool, TorchParameters parameters)
    {
        var (channels, rows, columns, type) = (x.shape[1], (int)x.shape[2], (int)x.shape[3], x.dtype);
        var window = new DepthwiseWindow(
            (rows, columns), (pool.Kernel, pool.Kernel), (pool.Stride, pool.Stride), (pool.Padding, pool.Padding), (1, 1));
        var weights = parameters.Shared(
            $"sum of {pool.Kernel} x {pool.Kernel}, {channels} {type}",
            () => ones([channels, 1, pool.Kernel, pool.Kernel], dtype: type, device: parameters.Device));
        using var sums = OwnConvolution.Apply(x, weights, ConvolutionShape.Depthwise(channels, window));
        return sums * parameters.Shared(
            $"shares {rows} x {columns} {pool.Kernel} {pool.Stride} {pool.Padding} {type}",
            () => Shares(rows).unsqueeze(1).mul(Shares(columns)));

        // What any of a window's places in the image weighs.
        Tensor Shares(int size) => Matrix(size, pool, type, parameters).amax([0]);
    }

    /// <summary>
    /// A matrix A of [from, to] with y = x A the average over windows along one dimension, padding not counted: the divisor of a window is
    /// the product of the counts of its rows and columns, so two such products are the pooling exactly.
    /// </summary>
    public static Tensor Matrix(int size, AvgPool pool, ScalarType type, TorchParameters parameters) =>
        parameters.Shared($"average {size} {pool.Kernel} {pool.Stride} {pool.Padding} {type}", () =>
        {
            var windows = (((size + (2 * pool.Padding)) - pool.Kernel) / pool.Stride) + 1;
            var matrix = new double[size * windows];
            for (var window = 0; window < windows; window++)
            {
                for (var i = 0; i < size; i++)
                {
                    matrix[(i * windows) + window] =
                        PoolingWindow.Share(size, (window * pool.Stride) - pool.Padding, pool.Kernel, i);
                }
            }

            return tensor(matrix, [size, windows], dtype: type, device: parameters.Device);
        });

    /// <summary>The same over a plane at once: A of [rows × columns of x, rows × columns of y] for planes written as rows.</summary>
    public static Tensor Plane(int rows, int columns, AvgPool pool, ScalarType type, TorchParameters parameters) => parameters.Shared(
        $"average {rows} x {columns} {pool.Kernel} {pool.Stride} {pool.Padding} {type}",
        () => kron(Matrix(rows, pool, type, parameters), Matrix(columns, pool, type, parameters)));
}
