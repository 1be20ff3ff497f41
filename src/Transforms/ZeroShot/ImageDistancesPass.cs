using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How far apart the first three images are in a network, each with its own normalisation statistics; every value is scaled to [0, 1] over
/// the three (RBFleX, Yamasaki et al. 2025).
/// </summary>
internal static class ImageDistancesPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.ImageDistances;

    /// <summary>Images that are compared: the published setting.</summary>
    public const int Images = 3;

    /// <summary>Squared distances of the images 0 and 1, 0 and 2, 1 and 2; empty where there are fewer images.</summary>
    /// <param name="network">The network as it is run.</param>
    /// <param name="batch">The images.</param>
    /// <param name="context">Parameters.</param>
    /// <param name="blocks">Whether outputs of a normalisation behind a convolution behind a ReLU count among activations.</param>
    public static ImageDistances Run(NetworkGraph network, ImageBatch batch, TorchContext context, bool blocks)
    {
        if (batch.Samples < Images)
        {
            return new([], []);
        }

        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var last = network.Nodes[network.Output] is Linear or Projection ? network.Nodes[network.Output].Inputs[0] : -1;
        var activations = Enumerable.Range(0, network.Nodes.Length).Where(i => Counts(network, i, blocks)).ToHashSet();
        double[] among = new double[Images], features = new double[Images];
        var run = new TorchRun(context, context.Statistics)
        {
            EachImageAlone = context.Statistics == BatchNormStatistics.Batch,
            OnValue = (position, value) =>
            {
                if (position == last || activations.Contains(position))
                {
                    var distances = Distances(value.flatten(1).to(ScalarType.Float64));
                    Add(among, distances, activations.Contains(position) ? network.Nodes[position].Multiplicity : 0);
                    Add(features, distances, position == last ? 1 : 0);
                }
            },
        };
        _ = TorchNetwork.Run(network, batch.Images(context).narrow(0, 0, Images).clone(), run);
        return new(activations.Count > 0 ? among : [], last < 0 ? [] : features);
    }

    private static bool Counts(NetworkGraph network, int position, bool blocks) => network.Nodes[position] is Relu
        || (blocks && network.Nodes[position] is BatchNorm norm && network.Nodes[norm.Inputs[0]] is Conv2d convolution
            && network.Nodes[convolution.Inputs[0]] is Relu);

    private static double[] Distances(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var (least, range) = (rows.amin([0]), rows.amax([0]) - rows.amin([0]));
        var scaled = ((rows - least) / range).nan_to_num(0, 0, 0);
        return [Between(0, 1), Between(0, 2), Between(1, 2)];

        double Between(int i, int j) => Readback.Value<double>(HeldNumber.With(2, (scaled[i] - scaled[j]).pow).sum());
    }

    private static void Add(double[] total, double[] distances, int times)
    {
        for (var i = 0; i < total.Length; i++)
        {
            total[i] += times * distances[i];
        }
    }
}
