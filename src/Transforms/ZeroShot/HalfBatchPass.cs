using NasPipelines.Networks;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.ZeroShot;

/// <summary>
/// The gradient of the loss on each half of the batch alone, with the half's own normalisation statistics: how gradients vary with the images.
/// </summary>
internal static class HalfBatchPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.HalfBatchGradients;

    /// <summary>The layers with their gradients, for the first half and the second, which has the odd sample.</summary>
    public static IReadOnlyList<IReadOnlyList<LayerObservation>> Run(
        NetworkGraph network, IReadOnlyList<ParameterReference> layers, ImageBatch batch, TorchContext context)
    {
        var half = batch.Samples / 2;
        return [Half(0, half), Half(half, batch.Samples - half)];

        IReadOnlyList<LayerObservation> Half(int first, int count)
        {
            using var scope = NewDisposeScope();
            using var gradients = set_grad_enabled(true);
            var size = (int)batch.Shape.Size;
            var input = tensor(batch.Pixels[(first * size)..((first + count) * size)], [count, batch.Shape.Channels, batch.Shape.Height, batch.Shape.Width]);
            var labels = tensor(Array.ConvertAll(batch.Labels[first..(first + count)], l => (long)l));
            var loss = F.cross_entropy(TorchNetwork.Run(network, input.to(context.Type), context).Logits, labels);
            var present = layers.Where(network.Parameters.ToHashSet().Contains).ToList();
            var found = present.Zip(Gradients.Of(loss, present.ConvertAll(context.Parameter))).ToDictionary(p => p.First, p => p.Second);
            return [.. layers.Select(p => new LayerObservation(p, default, Gradients.Numbers(found.GetValueOrDefault(p), p.Size), default, default))];
        }
    }
}
