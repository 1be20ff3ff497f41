using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Synaptic flow with batch normalisation left in: a diagnostic, not recommended (Ning et al. 2021 leave it out of their figures).
/// </summary>
/// <example>A layer w = (2) with gradient (−3): |2 · −3| = 6.</example>
internal sealed class SynflowBn : ZeroShotProxy
{
    public override string Name => "synflow_bn";

    public override string Description => "synaptic flow with batch normalisation, a diagnostic";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.SynapticFlowNormalised;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.SynapticFlowNormalised.Sum(layer => layer.Flow);
}
