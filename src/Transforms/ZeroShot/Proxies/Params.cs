using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Trainable parameters of the architecture as it is written, dead edges included: a baseline that an estimator has to beat (Ning et al.,
/// NeurIPS 2021).
/// </summary>
/// <example>NAS-Bench-201 with six 3×3 convolutions: 1,531,546.</example>
internal sealed class Params : ZeroShotProxy
{
    public override string Name => "params";

    public override string Description => "trainable parameters of the architecture as written, dead edges included";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Declared.Parameters;
}
