using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How far the features before global pooling move when Gaussian images are perturbed, in a network with standard normal weights, and how
/// large the inputs of its batch normalisations are (Zen-NAS, Lin et al. 2021). No images are needed.
/// </summary>
internal static class GaussianPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.GaussianPerturbation;

    /// <summary>Images in the batch and size of the perturbation: the published settings.</summary>
    public const int Samples = 16;

    public const double Perturbation = 0.01;

    public static ZeroShotObservations Run(NetworkGraph network, long seed, TorchContext context, ZeroShotObservations observations)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var image = network.Nodes[0].Shape;
        var images = Normal("gaussian images", Samples, image, seed, context);
        var moved = images.Plus(
            HeldNumber.With(Perturbation, Normal("gaussian perturbation", Samples, image, seed, context).mul));
        var variances = new List<double>();
        var features = Features(network, images, context, variances);
        var movedFeatures = Features(network, moved, context, null);

        // A network whose features do not depend on the image has none that were computed.
        var distance = !network.Nodes.Any(n => n is GlobalAvgPool) ? double.NaN
            : features is null || movedFeatures is null
            ? 0
            : Readback.Value<double>((features - movedFeatures).to(ScalarType.Float64).abs().sum()) / Samples;
        return observations.With(o => { o.FeatureDistance = distance; o.NormalisationVariances = variances.ToArray(); });
    }

    /// <summary>Standard normal images that are a function of name and seed.</summary>
    public static Tensor Normal(string name, int samples, FeatureShape shape, long seed, TypedParameters parameters)
    {
        var values = new float[samples * (int)shape.Size];
        SeededParameters.FillNormal(values, SeededParameters.Stream(name, seed), 1);
        return parameters.Place(values, [samples, shape.Channels, shape.Height, shape.Width]);
    }

    private static Tensor? Features(NetworkGraph network, Tensor images, TorchContext context, List<double>? variances)
    {
        var pools = network.Nodes.OfType<GlobalAvgPool>().Select(p => p.Inputs[0]).ToHashSet();
        var normalised = network.Nodes.OfType<BatchNorm>().ToLookup(n => n.Inputs[0], n => n.Multiplicity);
        Tensor? features = null;
        _ = TorchNetwork.Run(network, images, context, onValue: (position, value) =>
        {
            if (pools.Contains(position))
            {
                features = value.alias();
            }

            var times = normalised[position].Sum();
            if (variances is not null && times > 0)
            {
                variances.AddRange(Enumerable.Repeat(MeanVariance(value), times));
            }
        });
        return features;
    }

    private static double MeanVariance(Tensor value)
    {
        using var scope = NewDisposeScope();
        return Readback.Value<double>(value.to(ScalarType.Float64).transpose(0, 1).flatten(1).var(1, unbiased: true).mean());
    }
}
