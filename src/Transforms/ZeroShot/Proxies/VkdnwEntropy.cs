using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// −Σ t log t over the deciles .1 … .9 of the spectrum of the Fisher information of the first weight of each of the first 128 layers,
/// divided by their sum: how evenly knowledge is spread over the layers (VKDNW, Tybl and Neumann, CVPR 2025, section 3). On 16 standard
/// normal images, weights as He et al. draw them, normalisations as in evaluation; one part of the paper's combined score, which ranks by
/// the sum of log(rank/N).
/// </summary>
/// <remarks>
/// Published code takes the wrong transpose of a factor (<see cref="ZeroShotCompat.VkdnwTransposesFactor"/>): the matrix is then no Fisher
/// information.
/// </remarks>
/// <example>All deciles equal, each a ninth of their sum: log 9 = 2.1972.</example>
internal sealed class VkdnwEntropy : ZeroShotProxy
{
    public override string Name => "vkdnw_entropy";

    public override string Description =>
        "entropy of the spectrum of the Fisher information of one weight per layer (Tybl and Neumann 2025)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.LayerDerivatives;

    public override ScoreValue Compute(ZeroShotObservations observations) => Of(observations);

    /// <summary>The entropy.</summary>
    internal static ScoreValue Of(ZeroShotObservations observations) => observations.LayerDerivatives is { Layers: > 0 } derivatives
        ? FisherInformation.Entropy(derivatives, observations.Compat.HasFlag(ZeroShotCompat.VkdnwTransposesFactor))
        : ScoreValue.Missing("the network has no convolution and no linear layer");
}
