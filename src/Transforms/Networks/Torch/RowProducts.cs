using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>The products of the rows of a matrix with each other.</summary>
internal static class RowProducts
{
    /// <summary>
    /// X Xᵀ, without derivatives: where kernels of our own take it, added in an order that is the same on all processors.
    /// </summary>
    /// <param name="x">[rows, columns].</param>
    public static Tensor Of(Tensor x)
    {
        var (rows, columns) = (x.shape[0], x.shape[1]);
        if (!OwnKernels.Multiply || !OwnKernels.Take(x, rows * rows))
        {
            using var transposed = x.t();
            return matmul(x, transposed);
        }

        // The gradient of the weights of a convolution of one place, whose results have the values for a gradient.
        using var values = x.contiguous();
        using var image = values.view(1, rows, columns, 1);
        return ConvolutionTensors.Correlate(
            image, image, ConvolutionShape.Pointwise(rows, rows, ((int)columns, 1)) with { Weight = [rows, rows] });
    }
}
