using NasPipelines.Networks.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// A convolution of each channel alone, on the CPU. The gradients of it and of its gradients are among the three operations of
/// <see cref="IDepthwiseKernel"/>, so that it can be differentiated as often as one likes.
/// </summary>
internal static class DepthwiseConvolution
{
    private const string Window = "window";

    // What the last step back of this thread returned: libtorch holds it by itself once the next step is made.
    [ThreadStatic]
    private static List<Tensor>? _returned;

    /// <summary>A convolution.</summary>
    /// <param name="x">[samples, channels, rows, columns], float32 or float64.</param>
    /// <param name="weight">[channels, 1, rows, columns], of the same type.</param>
    /// <param name="window">How the weights move over a channel.</param>
    public static Tensor Apply(Tensor x, Tensor weight, DepthwiseWindow window) =>
        is_grad_enabled() && (x.requires_grad || weight.requires_grad)
            ? Forward.Of(x, weight, window)
            : DepthwiseTensors.Convolve(x, weight, window);

    private abstract class Bilinear<TSelf> : autograd.SingleTensorFunction<TSelf>
        where TSelf : Bilinear<TSelf>, new()
    {
        /// <inheritdoc/>
        public override string Name => $"{nameof(DepthwiseConvolution)}.{typeof(TSelf).Name}";

        /// <inheritdoc/>
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (a, b, window) = ((Tensor)vars[0], (Tensor)vars[1], (DepthwiseWindow)vars[2]);
            ctx.save_for_backward([a, b]);
            ctx.save_data(Window, window);
            return Product(a, b, window);
        }

        /// <inheritdoc/>
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad)
        {
            var saved = ctx.get_saved_variables();
            var (a, b) = Gradients(saved[0], saved[1], grad, (DepthwiseWindow)ctx.get_data(Window));
            foreach (var done in (List<Tensor>)[.. saved, grad, .. _returned ?? []])
            {
                done.Dispose();
            }

            _returned = [a, b];
            return [a, b, null!];
        }

        /// <summary>The product, for which automatic differentiation keeps the operands.</summary>
        public static Tensor Of(Tensor a, Tensor b, DepthwiseWindow window)
        {
            // TorchSharp leaves the product as it was before it knew where it comes from.
            using var scope = NewDisposeScope();
            return apply(a, b, window).MoveToOuterDisposeScope();
        }

        protected abstract Tensor Product(Tensor a, Tensor b, DepthwiseWindow window);

        protected abstract (Tensor A, Tensor B) Gradients(Tensor a, Tensor b, Tensor gradient, DepthwiseWindow window);
    }

    // Of planes and weights.
    private sealed class Forward : Bilinear<Forward>
    {
        protected override Tensor Product(Tensor a, Tensor b, DepthwiseWindow window) => DepthwiseTensors.Convolve(a, b, window);

        protected override (Tensor A, Tensor B) Gradients(Tensor a, Tensor b, Tensor gradient, DepthwiseWindow window) =>
            (Back.Of(gradient, b, window), OfWeights.Of(a, gradient, window));
    }

    // Of gradients and weights.
    private sealed class Back : Bilinear<Back>
    {
        protected override Tensor Product(Tensor a, Tensor b, DepthwiseWindow window) => DepthwiseTensors.ConvolveBack(a, b, window);

        protected override (Tensor A, Tensor B) Gradients(Tensor a, Tensor b, Tensor gradient, DepthwiseWindow window) =>
            (Forward.Of(gradient, b, window), OfWeights.Of(gradient, a, window));
    }

    // Of planes and gradients.
    private sealed class OfWeights : Bilinear<OfWeights>
    {
        protected override Tensor Product(Tensor a, Tensor b, DepthwiseWindow window) => DepthwiseTensors.Correlate(a, b, window);

        protected override (Tensor A, Tensor B) Gradients(Tensor a, Tensor b, Tensor gradient, DepthwiseWindow window) =>
            (Back.Of(b, gradient, window), Forward.Of(a, gradient, window));
    }
}
