using MathNet.Numerics;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// 3 (log |det K| + log |det Q|), K and Q the kernels exp(−γ d) of the squared distances d of three images: of the outputs of all ReLUs, γ
/// = 2.68690173088039·10⁻¹², and of what the classifier reads, γ = 1.02460061284506·10⁻¹¹ (RBFleX-NAS, Yamasaki et al., IEEE TNNLS 2025).
/// The images are the first three of the batch, each alone in the network; every value is scaled to [0, 1] over the three.
/// </summary>
/// <remarks>
/// Published code also counts the output of every block of ReLU, convolution and normalisation
/// (<see cref="ZeroShotCompat.RbflexCountsBlocks"/>). The kernels are nearly constant; the determinants are computed from 1 − exp(−γ d), so
/// that nothing cancels.
/// </remarks>
/// <example>All distances d = 1 in both: det K = 3γ² up to order γ³, so 3 (2 log 3 + 2 log γ_K + 2 log γ_Q) = −305.4.</example>
internal sealed class Rbflex : ZeroShotProxy
{
    private const double OfActivations = 2.68690173088039e-12;
    private const double OfFeatures = 1.02460061284506e-11;

    public override string Name => "rbflex";

    public override string Description => "distances of three images among activations and features, RBFleX-NAS (Yamasaki et al. 2025)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.ImageDistances;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var (activations, features) = (observations.ImageDistances.Activations, observations.ImageDistances.Features);
        if (activations.Length == 0 || features.Length == 0)
        {
            return ScoreValue.Missing(
                observations.Samples < ImageDistancesPass.Images ? "the batch has fewer than three images"
                : activations.Length == 0 ? ReluLogDet.NoRelu : "the logits do not come from a linear layer");
        }

        var (k, q) = (Determinant(activations, OfActivations), Determinant(features, OfFeatures));
        return k > 0 && q > 0
            ? ImageDistancesPass.Images * (Math.Log(k) + Math.Log(q))
            : ScoreValue.Missing($"two of the images have the same {(k > 0 ? "features" : "activations")}");
    }

    // det of (1 a b; a 1 c; b c 1), written in what a, b and c lack to 1.
    private static double Determinant(double[] distances, double gamma)
    {
        double u = Lacks(distances[0]), v = Lacks(distances[1]), w = Lacks(distances[2]);
        return (2 * ((u * v) + (u * w) + (v * w))) - ((u * u) + (v * v) + (w * w)) - (2 * u * v * w);

        double Lacks(double distance) => -SpecialFunctions.Expm1(-gamma * distance);
    }
}
