using NasPipelines.Networks.Torch.Kernels;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Σ W ⊙ ∂L/∂W (Mozer and Smolensky 1989; Abdelfattah et al. 2021). Lower is better: the paper ranks it negated. A convolution that feeds a
/// batch normalisation contributes zero, for the loss does not change with its scale.
/// </summary>
/// <example>W = (1, −2), gradient (3, 4): 3 − 8 = −5; score 5.</example>
internal sealed class Plain : ZeroShotProxy
{
    public override string Name => "plain";

    public override string Description => "sum of weight times loss gradient, lower is better (Abdelfattah et al. 2021)";

    public override ScoreDirection Direction => ScoreDirection.LowerIsBetter;

    public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights | ZeroShotNeeds.LossGradient;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.Layers.Sum(layer => FixedSums.Dot(layer.Weight.Span, layer.Gradient.Span));
}
