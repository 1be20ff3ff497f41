using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>Automatic differentiation with the traps taken out.</summary>
internal static class Gradients
{
    /// <summary>The gradients of a scalar; null for inputs that it does not depend on.</summary>
    public static IReadOnlyList<Tensor?> Of(
        Tensor scalar, IReadOnlyList<Tensor> inputs, bool keepGraph = false, bool differentiable = false)
    {
        // libtorch aborts the process where there is nothing to differentiate, or an input is unused and that is not allowed.
        List<Tensor> differentiated = [.. inputs.Where(input => input.requires_grad)];
        if (differentiated.Count == 0 || !scalar.requires_grad)
        {
            return new Tensor?[inputs.Count];
        }

        using var pass = BackwardPass.Begin(isLast: !keepGraph && !differentiable, differentiated);
        var found = new Queue<Tensor?>(autograd.grad([scalar], differentiated, null, keepGraph, differentiable, allow_unused: true));
        return [.. inputs.Select(input => input.requires_grad && found.Dequeue() is { IsInvalid: false } gradient ? gradient : null)];
    }

    /// <summary>
    /// The gradients of a scalar of the logits in the weights of layers, one each; null where the logits do not depend on the layer.
    /// </summary>
    public static IReadOnlyList<Tensor?> OfLayers(
        Tensor scalar, NetworkGraph network, IReadOnlyList<ParameterReference> layers, TorchContext context)
    {
        var present = Live(network, layers);
        return Spread(layers, present, Of(scalar, present.ConvertAll(context.Parameter)));
    }

    /// <summary>The layers that the logits depend on: only these are differentiated, everything else has the gradient zero.</summary>
    public static List<ParameterReference> Live(NetworkGraph network, IReadOnlyList<ParameterReference> layers) =>
        [.. layers.Where(GraphPasses.RemoveDeadNodes(network).Parameters.ToHashSet().Contains)];

    /// <summary>Values of some layers as one per layer, null for the others.</summary>
    public static IReadOnlyList<Tensor?> Spread(
        IReadOnlyList<ParameterReference> layers, IReadOnlyList<ParameterReference> present, IEnumerable<Tensor?> values)
    {
        var found = present.Zip(values).ToDictionary(p => p.First, p => p.Second);
        return [.. layers.Select(p => found.GetValueOrDefault(p))];
    }

    /// <summary>The values of a tensor; zeros where there is none.</summary>
    public static double[] Numbers(Tensor? values, long size) => values is null ? new double[size] : Numbers(values);

    /// <summary>The values of a tensor.</summary>
    public static double[] Numbers(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var numbers = GC.AllocateUninitializedArray<double>((int)values.numel());
        Readback.Read<double>(values.detach().to(ScalarType.Float64), all => all.CopyTo(numbers));
        return numbers;
    }
}
