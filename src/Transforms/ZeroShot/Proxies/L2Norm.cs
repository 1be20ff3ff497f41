using NasPipelines.Networks.Torch.Kernels;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>Σ over layers ‖W‖₂ (Abdelfattah et al. 2021, published code).</summary>
/// <example>Layers (3, 4) and (5): 5 + 5 = 10.</example>
internal sealed class L2Norm : ZeroShotProxy
{
    public override string Name => "l2_norm";

    public override string Description => "sum over layers of the norm of the weights";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.Layers.Sum(layer => FixedSums.Norm(layer.Weight.Span));
}
