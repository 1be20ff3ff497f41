using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Synaptic flow: the gradient of the sum of logits for one image of ones, all parameters absolute, in float64, for the values reach 10⁶⁴
/// in networks of ordinary size.
/// </summary>
internal static class SynapticFlowPass
{
    public static IReadOnlyList<(ParameterReference Parameter, double Flow)> Run(
        NetworkGraph network, IReadOnlyList<ParameterReference> layers, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var gradients = set_grad_enabled(true);
        var live = GraphPasses.RemoveDeadNodes(network);
        var image = live.Nodes[0].Shape;
        var input = ones(1, image.Channels, image.Height, image.Width, dtype: context.Type, device: context.Device);

        // Of these operations, without normalisation, nothing is negative, and ⟨W, ∂R/∂W⟩ of a layer without bias is ⟨y, ∂R/∂y⟩, y its
        // output: no weight is
        // differentiated.
        var positive = live.Nodes.All(n =>
            n is Input or Zero or Conv2d or Relu or AvgPool or MaxPool or GlobalAvgPool or Linear or Add or Concat
            or Slice or Pad);
        var trace = TorchNetwork.Run(live, input, context, keep: n => positive && n is Conv2d { Bias: null });
        var byOutput = trace.Kept.Select(k => k.Node.Parameters[0]).ToHashSet();
        var byWeight = Gradients.Live(live, layers).FindAll(p => !byOutput.Contains(p));
        var weights = byWeight.ConvertAll(context.Parameter);
        var outputs = trace.Kept.ConvertAll(k => k.Value);
        var found = Gradients.Of(trace.Logits.sum(), [.. weights, .. outputs]);

        using var noGradients = no_grad();
        var parameters = byWeight.Concat(trace.Kept.Select(k => k.Node.Parameters[0]));
        var flows = weights.Concat(outputs).Zip(found, Flow).Zip(parameters).ToLookup(f => f.Second, f => f.First);
        return [.. layers.Select(p => (p, flows[p].Sum()))];
    }

    private static double Flow(Tensor value, Tensor? gradient)
    {
        if (gradient is null)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        return Readback.Value<double>(value.detach().mul(gradient).abs_().sum());
    }
}
