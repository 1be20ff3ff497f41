using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// The most convolutions and linear layers in sequence from the image to the logits: a baseline that an
/// estimator has to beat, as size is (Ning et al., NeurIPS 2021).
/// </summary>
/// <example>NAS-Bench-201 with six 3×3 convolutions: 51.</example>
internal sealed class Depth : ZeroShotProxy
{
    public override string Name => "depth";

    public override string Description => "most convolutions and linear layers in sequence from image to logits";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Complexity.Depth;
}
