using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Σ |W ⊙ ∂R/∂W|, R the sum of the logits for an image of ones through the network with absolute weights and without batch normalisation
/// (Tanaka et al., NeurIPS 2020; Abdelfattah et al. 2021). Grows by orders of magnitude with depth: ranks are meant, not values.
/// </summary>
/// <example>A chain of two bias-free layers w = (2) and v = (3): R = 6, each layer contributes 6, so 12.</example>
internal sealed class Synflow : ZeroShotProxy
{
    public override string Name => "synflow";

    public override string Description => "synaptic flow without batch normalisation (Tanaka et al. 2020)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.SynapticFlow;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.SynapticFlow.Sum(layer => layer.Flow);
}
