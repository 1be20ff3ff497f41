using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks;

/// <summary>Runs one operation with or without the gradient towards its input and parameters.</summary>
internal static class DifferentiatedOperation
{
    public static void Forward(Tensor x, Func<Tensor, Tensor> operation)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        operation(x);
    }

    public static void ForwardAndBackward(Tensor x, Tensor upstream, IReadOnlyList<Tensor> parameters, Func<Tensor, Tensor> operation)
    {
        using var scope = NewDisposeScope();
        var input = x.detach().requires_grad_();
        autograd.grad([operation(input)], [input, .. parameters], [upstream], allow_unused: true);
    }

    /// <summary>
    /// Forward, gradient, and the gradient of the gradient towards what comes from above, as a Hessian-gradient product takes it.
    /// </summary>
    public static void SecondOrder(Tensor x, Tensor upstream, Func<Tensor, Tensor> operation)
    {
        using var scope = NewDisposeScope();
        var input = x.detach().requires_grad_();
        var above = upstream.detach().requires_grad_();
        var gradient = autograd.grad([operation(input)], [input], [above], create_graph: true)[0];
        autograd.grad([gradient], [above], [x]);
    }
}
