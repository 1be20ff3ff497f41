using NasPipelines.Networks.Torch.Kernels;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>A convolution of each channel alone, on the CPU, that can be differentiated as often as one likes.</summary>
internal static class DepthwiseConvolution
{
    /// <summary>A convolution.</summary>
    /// <param name="x">[samples, channels, rows, columns], float32 or float64.</param>
    /// <param name="weight">[channels, 1, rows, columns], of the same type.</param>
    /// <param name="window">How the weights move over a channel.</param>
    public static Tensor Apply(Tensor x, Tensor weight, DepthwiseWindow window) =>
        is_grad_enabled() && (x.requires_grad || weight.requires_grad)
            ? Convolution.Of(window, x, weight)[0]
            : DepthwiseTensors.Convolve(x, weight, window);

    private sealed class Convolution : OwnFunction<Convolution, DepthwiseWindow>
    {
        protected override List<Tensor> Values(DepthwiseWindow settings, IReadOnlyList<Tensor> operands) =>
            [DepthwiseTensors.Convolve(operands[0], operands[1], settings)];

        protected override Tensor?[] Gradients(
            DepthwiseWindow settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above) =>
            [.. ConvolutionGradients.Of(settings, operands[0], operands[1], above[0]!)];
    }

    // Of x, the weights and what comes from above: the gradients of x and of the weights. One function of both, so that what its own
    // gradients add to each other is added at once.
    private sealed class ConvolutionGradients : OwnFunction<ConvolutionGradients, DepthwiseWindow>
    {
        protected override List<Tensor> Values(DepthwiseWindow settings, IReadOnlyList<Tensor> operands) =>
        [
            DepthwiseTensors.ConvolveBack(operands[2], operands[1], settings),
            DepthwiseTensors.Correlate(operands[0], operands[2], settings),
        ];

        protected override Tensor?[] Gradients(
            DepthwiseWindow settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above)
        {
            var (x, weight, upstream, ofX, ofWeight) = (operands[0], operands[1], operands[2], above[0], above[1]);
            using var scope = NewDisposeScope();
            Tensor?[] gradients =
            [
                ofWeight is null ? null
                    : is_grad_enabled() ? Of(settings, x, ofWeight, upstream)[0]
                    : DepthwiseTensors.ConvolveBack(upstream, ofWeight, settings),
                ofX is null ? null
                    : is_grad_enabled() ? Of(settings, ofX, weight, upstream)[1]
                    : DepthwiseTensors.Correlate(ofX, upstream, settings),
                Sum(ofX is null ? null : Apply(ofX, weight, settings), ofWeight is null ? null : Apply(x, ofWeight, settings)),
            ];
            Array.ForEach(gradients, gradient => gradient?.MoveToOuterDisposeScope());
            return gradients;
        }

        private static Tensor? Sum(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a.Plus(b);
    }
}
