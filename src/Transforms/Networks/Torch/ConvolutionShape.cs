using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>A convolution that a kernel of our own computes.</summary>
/// <param name="Channels">Channels of the images.</param>
/// <param name="Input">Rows and columns of the images.</param>
/// <param name="Output">Rows and columns of the results.</param>
/// <param name="Weight">[channels of the results, channels that each reads, rows, columns].</param>
/// <param name="Kernel">Makes the kernel for a type, float32 or float64: for one thread.</param>
internal sealed record ConvolutionShape(
    long Channels, (int Rows, int Columns) Input, (int Rows, int Columns) Output, long[] Weight,
    Func<ScalarType, IConvolutionKernel> Kernel)
{
    /// <summary>A convolution of each channel alone.</summary>
    /// <param name="channels">How many.</param>
    /// <param name="window">How the weights move over a channel.</param>
    public static ConvolutionShape Depthwise(long channels, DepthwiseWindow window) =>
        new(
            channels, window.Input, window.Output, [channels, 1, window.Kernel.Rows, window.Kernel.Columns],
            type => type == ScalarType.Float64 ? KernelFactory<double>.Depthwise(window) : KernelFactory<float>.Depthwise(window));

    /// <summary>A convolution of all channels with windows of 3 × 3 that leave the size as it is.</summary>
    public static ConvolutionShape Winograd(long channels, long results, (int Rows, int Columns) size) => new(
        channels, size, size, [results, channels, 3, 3],
        type => type == ScalarType.Float64
            ? KernelFactory<double>.Winograd(size, (int)channels, (int)results)
            : KernelFactory<float>.Winograd(size, (int)channels, (int)results));

    /// <summary>A convolution of all channels with windows of 3 × 3 that halve the size.</summary>
    public static ConvolutionShape Strided(long channels, long results, (int Rows, int Columns) size) => new(
        channels, size, ((size.Rows + 1) / 2, (size.Columns + 1) / 2), [results, channels, 3, 3],
        type => type == ScalarType.Float64
            ? KernelFactory<double>.Strided(size, (int)channels, (int)results)
            : KernelFactory<float>.Strided(size, (int)channels, (int)results));

    /// <summary>A convolution of all channels at each position alone.</summary>
    public static ConvolutionShape Pointwise(long channels, long results, (int Rows, int Columns) size) => new(
        channels, size, size, [results, channels, 1, 1],
        type => type == ScalarType.Float64
            ? KernelFactory<double>.Pointwise(size, (int)channels, (int)results)
            : KernelFactory<float>.Pointwise(size, (int)channels, (int)results));
}
