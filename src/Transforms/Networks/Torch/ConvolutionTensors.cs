using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>The operations of <see cref="IConvolutionKernel"/> on tensors of the CPU, without derivatives, on libtorch's threads.</summary>
internal static class ConvolutionTensors
{
    /// <summary>The convolution of images, [images, channels, rows, columns].</summary>
    public static Tensor Convolve(Tensor images, Tensor weights, ConvolutionShape shape) =>
        OfImages(images, weights, shape.Weight[0], shape.Output, () => shape.Kernel(images.dtype).Convolve);

    /// <summary>The gradient of the images, from that of the results.</summary>
    public static Tensor ConvolveBack(Tensor gradients, Tensor weights, ConvolutionShape shape) =>
        OfImages(gradients, weights, shape.Channels, shape.Input, () => shape.Kernel(gradients.dtype).ConvolveBack);

    /// <summary>The gradient of the weights.</summary>
    public static Tensor Correlate(Tensor images, Tensor gradients, ConvolutionShape shape)
    {
        using var noGradients = no_grad();
        using var x = images.contiguous();
        using var y = gradients.contiguous();
        var result = empty(shape.Weight, dtype: x.dtype, device: x.device);
        TorchThreads.InParts((int)shape.Weight[0], part => shape.Kernel(x.dtype).Correlate(x.bytes, y.bytes, part, result.bytes));
        return result;
    }

    private static Tensor OfImages(Tensor operand, Tensor weights, long channels, (int Rows, int Columns) size, Func<Work> work)
    {
        using var noGradients = no_grad();
        using var x = operand.contiguous();
        using var w = weights.contiguous();
        var images = (int)x.shape[0];
        var result = empty(images, channels, size.Rows, size.Columns, dtype: x.dtype, device: x.device);
        TorchThreads.InParts(
            images, part => work()(TorchThreads.Part(x, images, part), w.bytes, TorchThreads.Part(result, images, part)));
        return result;
    }

    private delegate void Work(ReadOnlySpan<byte> operand, ReadOnlySpan<byte> weights, Span<byte> results);
}
