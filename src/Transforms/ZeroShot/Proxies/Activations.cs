using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Values that convolutions and linear layers put out for one image: what Radosavovic et al. (CVPR 2020, section 3.4) found to follow the
/// time of a network better than its multiply-accumulates.
/// </summary>
/// <example>NAS-Bench-201 with six 3×3 convolutions: 913,418.</example>
internal sealed class Activations : ZeroShotProxy
{
    public override string Name => "activations";

    public override string Description => "values that convolutions and linear layers put out for one image";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Layers.Outputs;
}
