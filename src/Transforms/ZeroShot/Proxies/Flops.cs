using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Multiply-accumulates of convolutions and linear layers for one image, as benchmarks count "FLOPs", dead edges included: a
/// baseline that an estimator has to beat (Ning et al., NeurIPS 2021).
/// </summary>
/// <example>NAS-Bench-201 with six 3×3 convolutions: 220,119,680.</example>
internal sealed class Flops : ZeroShotProxy
{
    public override string Name => "flops";

    public override string Description => "multiply-accumulates of convolutions and linear layers for one image";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Declared.Macs;
}
