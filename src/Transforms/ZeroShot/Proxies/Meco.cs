using NasPipelines.Networks.Torch.Kernels;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Σ over outputs of convolutions, batch normalisations and ReLUs of the least eigenvalue of the correlation matrix of channels, each
/// channel a row of the values at all positions, for one standard normal image of 64×64: MeCo (Jiang et al., NeurIPS 2023). Entries of
/// channels without variance, the diagonal's included, are 0, as in the published code, so that a map with such a channel contributes at
/// most 0. Published code hooks every module, so that containers count the output of their last part again, and pooling and the classifier
/// count too.
/// </summary>
/// <example>
/// A map of two channels (1, 2, 3) and (1, 3, 2) has the correlation ½ and the eigenvalues ½ and 3/2; one with a constant channel has 0 and
/// 1: ½ + 0 = 0.5.
/// </example>
internal sealed class Meco : ZeroShotProxy
{
    public override string Name => "meco";

    public override string Description => "least eigenvalues of the correlation of channels for one random image, MeCo (Jiang et al. 2023)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.FeatureCorrelation;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        FixedSums.Sum(observations.LeastChannelEigenvalues.Span);
}
