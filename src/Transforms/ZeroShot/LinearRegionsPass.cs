using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Into how many regions of one linear function each an architecture cuts small Gaussian images (TE-NAS, Chen et al. 2021). A network of
/// ordinary size tells every image from every other, so that its thinnest form is taken: one channel, one cell per stage. No images are
/// needed.
/// </summary>
internal static class LinearRegionsPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.LinearRegions;

    /// <summary>Number of images: the published setting.</summary>
    public const int Samples = 1000;

    /// <summary>Their rows and columns.</summary>
    public const int ImageSize = 4;

    /// <summary>The images.</summary>
    public static Tensor Images(NetworkGraph network, long seed, TypedParameters parameters) =>
        GaussianPass.Normal("linear region images", Samples, network.Nodes[0].Shape, seed, parameters);

    /// <summary>The number of different patterns of signs, over all ReLUs, among the images.</summary>
    public static long Run(NetworkGraph network, Tensor images, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        List<Tensor> signs = [];
        _ = TorchNetwork.Run(network, images, context, (_, operand) => signs.Add(HeldNumber.With(0, operand.flatten(1).gt)));
        if (signs.Count == 0)
        {
            return 0;
        }

        var patterns = cat(signs, 1).to(ScalarType.Byte);
        byte[] bytes = [];
        Readback.Read<byte>(patterns, values => bytes = values.ToArray());
        return bytes.Chunk((int)patterns.shape[1]).Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).LongCount();
    }
}
