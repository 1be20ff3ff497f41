using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// log |det K|, K = Σ over ReLUs of 2^b (|C| + |G|), b the number of its block, C the correlation matrix of the images' operands of the
/// ReLU, G that of the gradients of the loss that it passes back: WRCor (Yang et al., arXiv 2507.08841). A matrix in which an image has no
/// correlation, its values being all equal, is left out.
/// </summary>
/// <remarks>
/// In published code the last ReLU works in place, so that its operand is its output (<see cref="ZeroShotCompat.WrcorLastReluInPlace"/>).
/// </remarks>
/// <example>One ReLU in block 1 on two images, C = (1 ½; ½ 1) and G = (1 0; 0 1): K = (4 1; 1 4), log 15 = 2.7081.</example>
internal sealed class Wrcor : ZeroShotProxy
{
    public override string Name => "wrcor";

    public override string Description => "log-determinant of correlations at ReLUs, forwards and backwards, WRCor (Yang et al. 2025)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.ReluCorrelation;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var kernel = observations.ReluCorrelation;
        return observations.LacksRelu ? ScoreValue.Missing(ReluLogDet.NoRelu)
            : !observations.HasBlocks ? ScoreValue.Missing(AzExpressivity.NoBlocks)
            : kernel.Length == 0 ? ScoreValue.Missing("at no ReLU does every image have a correlation with the others")
            : LogDeterminant.Of(kernel, observations.Samples) is { } value ? value
            : ScoreValue.Missing("the sum of correlations is singular");
    }
}
