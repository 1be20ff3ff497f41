using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// The logits of two copies of a network, all weights and scales of each being one number (epsinas, Gracheva 2023). Channels are then
/// equal, so that one is computed for all where the network allows it.
/// </summary>
internal static class ConstantWeightsPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.ConstantWeights;

    /// <summary>The two weights: the published settings.</summary>
    public const double Small = 1e-7;

    public const double Large = 1;

    /// <summary>The logits of all images with small weights, and with large ones.</summary>
    public static (double[] Small, double[] Large) Run(
        NetworkGraph network, ImageBatch batch, ConstantParameters small, ConstantParameters large)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var live = GraphPasses.RemoveDeadNodes(network);
        var equal = EqualChannels.Of(live);
        var images = batch.Images(small);
        return (Logits(small), Logits(large));

        double[] Logits(ConstantParameters parameters)
        {
            using var counted = equal is null ? null : parameters.For(equal);
            var run = new TorchRun(counted ?? parameters, BatchNormStatistics.Batch);
            return Gradients.Numbers(TorchNetwork.Run(equal?.Graph ?? live, images.clone(), run).Logits);
        }
    }
}
