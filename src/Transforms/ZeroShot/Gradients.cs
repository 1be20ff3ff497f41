using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>Automatic differentiation with the traps taken out.</summary>
internal static class Gradients
{
    /// <summary>The gradients of a scalar; null for inputs that it does not depend on.</summary>
    public static IReadOnlyList<Tensor?> Of(Tensor scalar, IReadOnlyList<Tensor> inputs, bool keepGraph = false, bool differentiable = false)
    {
        // libtorch aborts the process where there is nothing to differentiate, or an input is unused and that is not allowed.
        if (inputs.Count == 0 || !scalar.requires_grad)
        {
            return new Tensor?[inputs.Count];
        }

        var gradients = autograd.grad([scalar], [.. inputs], null, keepGraph, differentiable, allow_unused: true);
        return [.. gradients.Select(g => g is null || g.IsInvalid ? null : g)];
    }

    /// <summary>The values of a tensor; zeros where there is none.</summary>
    public static double[] Numbers(Tensor? values, long size) => values is null ? new double[size] : Numbers(values);

    /// <summary>The values of a tensor.</summary>
    public static double[] Numbers(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        return values.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}
