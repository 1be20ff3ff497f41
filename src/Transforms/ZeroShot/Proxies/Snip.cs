using NasPipelines.Scoring;
using System.Numerics.Tensors;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>Σ |W ⊙ ∂L/∂W| (Lee et al., ICLR 2019; Abdelfattah et al. 2021).</summary>
/// <example>W = (1, −2), gradient (3, 4): 3 + 8 = 11.</example>
internal sealed class Snip : ZeroShotProxy
{
    public override string Name => "snip";

    public override string Description => "sum of |weight times loss gradient| (Lee et al. 2019)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights | ZeroShotNeeds.LossGradient;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.Layers.Sum(layer => Saliency.AbsoluteProduct(layer.Weight.Span, layer.Gradient.Span));
}
