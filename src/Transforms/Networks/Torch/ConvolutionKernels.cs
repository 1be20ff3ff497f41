using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>Which convolutions kernels of our own compute.</summary>
internal static class ConvolutionKernels
{
    // The fewest windows that are worth the transform of the weights, where channels are few.
    private const int FewestWindows = 64;

    /// <summary>A convolution for a kernel of our own; null where libtorch's is as good.</summary>
    /// <param name="c">The convolution.</param>
    /// <param name="x">Its operand.</param>
    /// <param name="run">How the graph is run.</param>
    public static ConvolutionShape? For(Conv2d c, Tensor x, TorchRun run)
    {
        var (rows, columns) = ((int)c.Weight.Shape[2], (int)c.Weight.Shape[3]);
        if (run.Derivatives > 2 || !OwnKernels.Take(x, x.shape[0] * c.Shape.Size) || c.Window is { Pads.IsSymmetric: false })
        {
            return null;
        }

        var size = ((int)x.shape[2], (int)x.shape[3]);
        var (strides, dilations) = c.Window is { } w ? (w.Strides, w.Dilations) : ((c.Stride, c.Stride), (c.Dilation, c.Dilation));
        var pads = c.Window is { } p ? (p.Pads.Top, p.Pads.Left) : (c.Padding, c.Padding);
        if (c.Groups > 1)
        {
            return c.Groups == c.Shape.Channels && c.Weight.Shape[1] == 1 && rows * columns is > 1 and <= 256
                ? ConvolutionShape.Depthwise(c.Groups, new(size, (rows, columns), strides, pads, dilations))
                : null;
        }

        if (!TakeProducts(run))
        {
            return null;
        }

        var (channels, results) = (x.shape[1], c.Weight.Shape[0]);
        return (rows, columns, strides, pads, dilations) switch
        {
            (3, 3, (1, 1), (1, 1), (1, 1)) when x.shape[0] * size.Item1 * size.Item2 >= Math.Max(FewestWindows, (channels + results) / 2) =>
                ConvolutionShape.Winograd(channels, results, size),
            (3, 3, (2, 2), (1, 1), (1, 1)) => ConvolutionShape.Strided(channels, results, size),
            (1, 1, _, (0, 0), _) => ConvolutionShape.Pointwise(channels, results, (c.Shape.Height, c.Shape.Width)),
            _ => null,
        };
    }

    /// <summary>Whether kernels of our own multiply the rows of a matrix.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="results">Columns of the result.</param>
    /// <param name="run">How the graph is run.</param>
    public static bool Multiply(Tensor x, long results, TorchRun run) =>
        run.Derivatives <= 2 && OwnKernels.Take(x, x.shape[0] * results) && TakeProducts(run);

    // Training keeps to libtorch's, whose threads wait for each other's next operation: kernels of our own would have to share the cores
    // with them.
    private static bool TakeProducts(TorchRun run) => OwnKernels.Multiply && !run.FirstDerivativesOnly;
}
