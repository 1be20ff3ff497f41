using NasPipelines.Networks.Torch.Kernels;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>−Σ W ⊙ (H g), H the Hessian of the loss and g its gradient (Wang et al., ICLR 2020; Abdelfattah et al. 2021).</summary>
/// <example>W = (1, −2), H g = (3, 4): −(3 − 8) = 5.</example>
internal sealed class Grasp : ZeroShotProxy
{
    public override string Name => "grasp";

    public override string Description => "minus the sum of weight times Hessian-gradient product (Wang et al. 2020)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights | ZeroShotNeeds.HessianGradient;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        -observations.Layers.Sum(layer => FixedSums.Dot(layer.Weight.Span, layer.HessianGradient.Span));
}
