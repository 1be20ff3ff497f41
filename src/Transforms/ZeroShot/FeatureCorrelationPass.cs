using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How alike the channels of feature maps are, for one Gaussian image (MeCo, Jiang et al. 2023). No images are needed.
/// </summary>
internal static class FeatureCorrelationPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.FeatureCorrelation;

    /// <summary>Rows and columns of the image, whatever the size of the network's own images: the published setting.</summary>
    public const int ImageSize = 64;

    public const string ImageName = "feature correlation image";

    /// <summary>
    /// For each convolution, batch normalisation and ReLU the least eigenvalue of the correlation matrix of its output's channels. Outputs
    /// that are not computed because they are zero have the eigenvalue 0 and are not listed.
    /// </summary>
    public static double[] Run(NetworkGraph network, long seed, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var image = GaussianPass.Normal(ImageName, 1, network.Nodes[0].Shape, seed, context);
        var minima = new List<double>();
        _ = TorchNetwork.Run(network, image, context, onValue: (position, value) =>
        {
            if (network.Nodes[position] is Conv2d or BatchNorm or Relu && value.dim() == 4)
            {
                minima.AddRange(Enumerable.Repeat(LeastEigenvalue(value), network.Nodes[position].Multiplicity));
            }
        });
        return [.. minima];
    }

    private static double LeastEigenvalue(Tensor value)
    {
        using var scope = NewDisposeScope();
        var channels = value[0].flatten(1).to(ScalarType.Float64);
        var centred = channels - channels.mean([1], keepdim: true);
        var unit = centred / centred.norm(1, keepdim: true);

        // A constant channel correlates with nothing, itself included; so does one that is not finite.
        var correlation = RowProducts.Of(unit).nan_to_num(0, 0, 0);
        return Readback.Value<double>(linalg.eigvalsh(correlation)[0]);
    }
}
