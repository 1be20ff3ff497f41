using System.Runtime.InteropServices;
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
        List<SignBits> calls = [];
        _ = TorchNetwork.Run(network, images, context, (_, operand) => calls.Add(new(operand.flatten(1))));
        return calls.Count == 0 ? 0 : Enumerable.Range(0, calls[0].Samples).Select(Pattern).Distinct(StringComparer.Ordinal).LongCount();

        string Pattern(int sample) =>
            string.Concat(calls.Select(call => Convert.ToHexString(MemoryMarshal.AsBytes(call.Code(sample)))));
    }
}
