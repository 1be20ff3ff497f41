using NasPipelines.Networks.Torch.Kernels;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>Σ over layers ‖∂L/∂W‖₂ (Abdelfattah et al., ICLR 2021, section 3.1).</summary>
/// <example>Two layers with gradients (3, 4) and (0, 5): 5 + 5 = 10.</example>
internal sealed class GradNorm : ZeroShotProxy
{
    public override string Name => "grad_norm";

    public override string Description => "sum over layers of the norm of the loss gradient (Abdelfattah et al. 2021)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.LossGradient;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.Layers.Sum(layer => FixedSums.Norm(layer.Gradient.Span));
}
