using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How independent the channels of each output are for the first image of the batch, alone in the network (Dextr, Asthana et al. 2025).
/// </summary>
internal static class SingularRatiosPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.SingularRatios;

    /// <summary>
    /// Σ over the outputs of layers, normalisations, activations and poolings of the least singular value divided by the largest, each
    /// output a matrix of channels × positions; 0 where it is zero throughout.
    /// </summary>
    public static double Run(NetworkGraph network, ImageBatch batch, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var sum = 0.0;
        _ = TorchNetwork.Run(network, batch.Images(context).narrow(0, 0, 1), context, onValue: (position, value) =>
        {
            var node = network.Nodes[position];
            if (node.LayerWeight is not null || node.IsActivation || node is BatchNorm or LayerNorm or AvgPool or MaxPool or WindowPool)
            {
                sum += node.Multiplicity * Ratio(ChannelLayout.IsLast(network, node) || value.dim() != 4
                    ? value.reshape(-1, value.shape[^1]) : value.flatten(2)[0]);
            }
        });
        return sum;
    }

    private static double Ratio(Tensor values)
    {
        using var scope = NewDisposeScope();
        var matrix = values.to(ScalarType.Float64);
        if (!Readback.Value<bool>(matrix.isfinite().all()))
        {
            return double.NaN;
        }

        var singular = Gradients.Numbers(linalg.svdvals(matrix));
        return singular[0] == 0 ? 0 : singular[^1] / singular[0];
    }
}
