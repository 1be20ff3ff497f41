using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>Multiply-accumulates of the scored network: the complexity of AZ-NAS (Lee and Ham, CVPR 2024, section 3.3).</summary>
/// <example>One 3×3 convolution from 16 to 16 channels on 32×32: 32 · 32 · 16 · 16 · 9 = 2,359,296.</example>
internal sealed class AzComplexity : ZeroShotProxy
{
    public override string Name => "az_complexity";

    public override string Description => "multiply-accumulates of the scored network, AZ-NAS (Lee and Ham 2024)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.ScoredCost.Macs;
}
