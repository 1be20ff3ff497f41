using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Bytes of the trained parameters in float32: what a network takes of a device's storage (Lin et al., NeurIPS 2020).
/// </summary>
/// <example>NAS-Bench-201 with six 3×3 convolutions: 4 · 1,531,546 = 6,126,184.</example>
internal sealed class WeightMemory : ZeroShotProxy
{
    public override string Name => "weight_memory";

    public override string Description => "bytes of the trained parameters in float32";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Complexity.WeightBytes;
}
