using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>The operations of <see cref="IDepthwiseKernel"/> on tensors of the CPU, without derivatives, on libtorch's threads.</summary>
internal static class DepthwiseTensors
{
    /// <summary>The convolution of planes, [images, channels, rows, columns], with weights, [channels, 1, rows, columns].</summary>
    public static Tensor Convolve(Tensor planes, Tensor weights, DepthwiseWindow window) =>
        OfImages(planes, weights, window.Output, () => Kernel(planes, window).Convolve);

    /// <summary>The gradient of the planes, from that of the results.</summary>
    public static Tensor ConvolveBack(Tensor gradients, Tensor weights, DepthwiseWindow window) =>
        OfImages(gradients, weights, window.Input, () => Kernel(gradients, window).ConvolveBack);

    /// <summary>The gradient of the weights.</summary>
    public static Tensor Correlate(Tensor planes, Tensor gradients, DepthwiseWindow window)
    {
        using var noGradients = no_grad();
        using var x = planes.contiguous();
        using var y = gradients.contiguous();
        var channels = (int)x.shape[1];
        var result = empty(channels, 1, window.Kernel.Rows, window.Kernel.Columns, dtype: x.dtype, device: x.device);
        TorchThreads.InParts(channels, part => Kernel(x, window).Correlate(x.bytes, y.bytes, part, result.bytes));
        return result;
    }

    private static Tensor OfImages(Tensor operand, Tensor weights, (int Rows, int Columns) size, Func<Work> work)
    {
        using var noGradients = no_grad();
        using var x = operand.contiguous();
        using var w = weights.contiguous();
        var result = empty(x.shape[0], x.shape[1], size.Rows, size.Columns, dtype: x.dtype, device: x.device);
        var images = (int)x.shape[0];
        TorchThreads.InParts(
            images, part => work()(TorchThreads.Part(x, images, part), w.bytes, TorchThreads.Part(result, images, part)));
        return result;
    }

    private static IDepthwiseKernel Kernel(Tensor like, DepthwiseWindow window) =>
        like.dtype == ScalarType.Float64 ? new DepthwiseKernel<double>(window) : new DepthwiseKernel<float>(window);

    private delegate void Work(ReadOnlySpan<byte> operand, ReadOnlySpan<byte> weights, Span<byte> results);
}
