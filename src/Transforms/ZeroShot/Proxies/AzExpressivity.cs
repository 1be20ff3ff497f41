using NasPipelines.Networks.Torch.Kernels;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Σ over stem and blocks of the entropy of the normalised spectrum of the covariance of their outputs' channels: the expressivity of
/// AZ-NAS (Lee and Ham, CVPR 2024, section 3.1). Its four components are meant to be combined over a set of architectures, as Σ log(rank/N)
/// with rank N the best.
/// </summary>
/// <example>Two outputs with the spectra (½, ½) and (1, 0): log 2 + 0 = 0.6931.</example>
internal sealed class AzExpressivity : ZeroShotProxy
{
    internal const string NoBlocks = "the search space does not mark its blocks";

    public override string Name => "az_expressivity";

    public override string Description => "entropy of the spectra of block outputs, AZ-NAS (Lee and Ham 2024)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.BlockFeatures;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        Constant(observations) ?? FixedSums.Sum(observations.BlockEntropies.Span);

    /// <summary>Why there are no entropies; null where there are.</summary>
    internal static ScoreValue? Constant(ZeroShotObservations observations)
    {
        if (observations.BlockEntropies.Length < 2)
        {
            return ScoreValue.Missing(NoBlocks);
        }

        for (var i = 0; i < observations.BlockEntropies.Length; i++)
        {
            if (double.IsNaN(observations.BlockEntropies.Span[i]))
            {
                return ScoreValue.Missing($"the output of block {i} does not vary");
            }
        }

        return null;
    }
}
