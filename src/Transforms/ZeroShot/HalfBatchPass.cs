using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// The gradient of the loss on each half of the batch alone, with the half's own normalisation statistics: how gradients vary with the
/// images.
/// </summary>
internal static class HalfBatchPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.HalfBatchGradients;

    /// <summary>The layers with their gradients, for the first half and the second, which has the odd sample.</summary>
    public static IReadOnlyList<IReadOnlyList<LayerObservation>> Run(
        NetworkGraph network, IReadOnlyList<ParameterReference> layers, ImageBatch batch, TorchContext context)
    {
        var live = GraphPasses.RemoveDeadNodes(network);
        var half = batch.Samples / 2;
        return [Half(0, half), Half(half, batch.Samples - half)];

        IReadOnlyList<LayerObservation> Half(int first, int count)
        {
            using var scope = NewDisposeScope();
            using var enabled = set_grad_enabled(true);
            var images = batch.Images(context).narrow(0, first, count);
            var loss = CrossEntropy.Mean(TorchNetwork.Run(live, images, context).Logits, batch.Classes(context).narrow(0, first, count));
            var gradients = Gradients.OfLayers(loss, live, layers, context);
            return [.. layers.Zip(gradients, (p, g) => new LayerObservation(p, default, Gradients.Numbers(g, p.Size), default, default))];
        }
    }
}
