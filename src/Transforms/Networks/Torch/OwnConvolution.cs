using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>A convolution by a kernel of our own, on the CPU, that can be differentiated as often as one likes.</summary>
internal static class OwnConvolution
{
    /// <summary>A convolution.</summary>
    /// <param name="x">[samples, channels, rows, columns], float32 or float64.</param>
    /// <param name="weight">In the form of the shape, of the same type.</param>
    /// <param name="shape">Which convolution.</param>
    public static Tensor Apply(Tensor x, Tensor weight, ConvolutionShape shape) =>
        is_grad_enabled() && (x.requires_grad || weight.requires_grad)
            ? Convolution.Of(shape, x, weight)[0]
            : ConvolutionTensors.Convolve(x, weight, shape);

    private sealed class Convolution : OwnFunction<Convolution, ConvolutionShape>
    {
        protected override List<Tensor> Values(ConvolutionShape settings, IReadOnlyList<Tensor> operands) =>
            [ConvolutionTensors.Convolve(operands[0], operands[1], settings)];

        protected override Tensor?[] Gradients(
            ConvolutionShape settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above)
        {
            var (x, weight) = (operands[0], operands[1]);
            var wanted = new Wanted(settings, BackwardPass.Wants(x), BackwardPass.Wants(weight));
            var found = new Queue<Tensor>(
                is_grad_enabled()
                    ? ConvolutionGradients.Of(wanted, x, weight, above[0]!)
                    : ConvolutionGradients.Find(wanted, x, weight, above[0]!));
            return [wanted.OfX ? found.Dequeue() : null, wanted.OfWeight ? found.Dequeue() : null];
        }
    }

    private sealed record Wanted(ConvolutionShape Shape, bool OfX, bool OfWeight);

    // Of x, the weights and what comes from above: the gradients of x and of the weights. One function of both, so that what its own
    // gradients add to each other is added at once.
    private sealed class ConvolutionGradients : OwnFunction<ConvolutionGradients, Wanted>
    {
        public static List<Tensor> Find(Wanted wanted, Tensor x, Tensor weight, Tensor above)
        {
            List<Tensor> found = [];
            if (wanted.OfX)
            {
                found.Add(ConvolutionTensors.ConvolveBack(above, weight, wanted.Shape));
            }

            if (wanted.OfWeight)
            {
                found.Add(ConvolutionTensors.Correlate(x, above, wanted.Shape));
            }

            return found;
        }

        protected override List<Tensor> Values(Wanted settings, IReadOnlyList<Tensor> operands) =>
            Find(settings, operands[0], operands[1], operands[2]);

        protected override Tensor?[] Gradients(Wanted settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above)
        {
            var (x, weight, upstream, shape) = (operands[0], operands[1], operands[2], settings.Shape);
            var (ofX, ofWeight) = (settings.OfX ? above[0] : null, settings.OfWeight ? above[^1] : null);
            using var scope = NewDisposeScope();
            Tensor?[] gradients =
            [
                ofWeight is null ? null
                    : is_grad_enabled() ? Of(new(shape, OfX: true, OfWeight: false), x, ofWeight, upstream)[0]
                    : ConvolutionTensors.ConvolveBack(upstream, ofWeight, shape),
                ofX is null ? null
                    : is_grad_enabled() ? Of(new(shape, OfX: false, OfWeight: true), ofX, weight, upstream)[0]
                    : ConvolutionTensors.Correlate(ofX, upstream, shape),
                Sum(ofX is null ? null : Apply(ofX, weight, shape), ofWeight is null ? null : Apply(x, ofWeight, shape)),
            ];
            Array.ForEach(gradients, gradient => gradient?.MoveToOuterDisposeScope());
            return gradients;
        }

        private static Tensor? Sum(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a.Plus(b);
    }
}
