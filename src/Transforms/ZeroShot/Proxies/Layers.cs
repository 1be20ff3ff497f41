using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Number of convolutions and linear layers of the architecture as it is written, dead edges included: a baseline that an estimator has
/// to beat, as size is (Ning et al., NeurIPS 2021).
/// </summary>
/// <example>NAS-Bench-201 with six 3×3 convolutions: 98.</example>
internal sealed class Layers : ZeroShotProxy
{
    public override string Name => "layers";

    public override string Description => "number of convolutions and linear layers";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Layers.Count;
}
