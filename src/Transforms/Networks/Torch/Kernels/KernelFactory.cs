using System.Numerics;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Makes kernels for the lanes of the processor: the widest that it is quick with.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal static class KernelFactory<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>For windows of 3 × 3 that leave the size as it is.</summary>
    /// <param name="size">Rows and columns of a plane.</param>
    /// <param name="channels">Channels of the planes.</param>
    /// <param name="results">Channels of the results.</param>
    /// <param name="isWide">Whether lanes are of 512 bits; by default where the processor is quick with them.</param>
    public static IConvolutionKernel Winograd((int Rows, int Columns) size, int channels, int results, bool? isWide = null) =>
        isWide ?? Vector512.IsHardwareAccelerated
            ? Same<Lanes512<T>>(new WinogradForm<T, Lanes512<T>>(size.Rows, size.Columns), channels, results)
            : Same<Lanes256<T>>(new WinogradForm<T, Lanes256<T>>(size.Rows, size.Columns), channels, results);

    /// <summary>For windows of 3 × 3 that halve the size.</summary>
    /// <inheritdoc cref="Winograd"/>
    public static IConvolutionKernel Strided((int Rows, int Columns) size, int channels, int results, bool? isWide = null)
    {
        var form = new StridedForm<T>(size.Rows, size.Columns);
        var back = new StridedBackForm<T>(size.Rows, size.Columns);
        return isWide ?? Vector512.IsHardwareAccelerated
            ? new MatrixConvolution<T, Lanes512<T>>(form, back, channels, results)
            : new MatrixConvolution<T, Lanes256<T>>(form, back, channels, results);
    }

    /// <summary>For windows of one place.</summary>
    /// <inheritdoc cref="Winograd"/>
    public static IConvolutionKernel Pointwise((int Rows, int Columns) size, int channels, int results, bool? isWide = null) =>
        isWide ?? Vector512.IsHardwareAccelerated
            ? Same<Lanes512<T>>(new PointwiseForm<T>(size.Rows, size.Columns), channels, results)
            : Same<Lanes256<T>>(new PointwiseForm<T>(size.Rows, size.Columns), channels, results);

    /// <summary>For each channel alone.</summary>
    /// <param name="window">How the weights move over a channel.</param>
    /// <param name="isWide">As above.</param>
    public static IConvolutionKernel Depthwise(DepthwiseWindow window, bool? isWide = null) =>
        isWide ?? Vector512.IsHardwareAccelerated
            ? new DepthwiseKernel<T, Lanes512<T>>(window)
            : new DepthwiseKernel<T, Lanes256<T>>(window);

    // The gradient of the planes is a convolution of the same form.
    private static MatrixConvolution<T, TLanes> Same<TLanes>(ITransposedForm<T> form, int channels, int results)
        where TLanes : struct, ILanes<TLanes, T> => new(form, form, channels, results);
}
