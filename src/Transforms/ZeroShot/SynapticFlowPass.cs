using NasPipelines.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Synaptic flow: the gradient of the sum of logits for one image of ones, all parameters absolute, in float64, for the values reach 10⁶⁴ in
/// networks of ordinary size.
/// </summary>
internal static class SynapticFlowPass
{
    public static IReadOnlyList<LayerObservation> Run(
        NetworkGraph network, IReadOnlyList<ParameterReference> layers, FeatureShape image, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var gradients = set_grad_enabled(true);
        var input = ones(1, image.Channels, image.Height, image.Width, dtype: context.Type);
        var total = TorchNetwork.Run(network, input, context).Logits.sum();
        var present = layers.Where(GraphPasses.RemoveDeadNodes(network).Parameters.ToHashSet().Contains).ToList();
        var gradient = Gradients.Of(total, present.ConvertAll(context.Parameter));
        var found = present.Zip(gradient).ToDictionary(p => p.First, p => p.Second);
        return
        [
            .. layers.Select(p => new LayerObservation(
                p, context.Values(p), Gradients.Numbers(found.GetValueOrDefault(p), p.Size), default, default)),
        ];
    }
}
