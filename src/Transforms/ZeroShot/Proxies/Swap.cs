using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Number of distinct sample-wise activation patterns: different sign patterns over the batch among all ReLU operands (Peng et al., ICLR
/// 2024).
/// </summary>
/// <example>Units with signs 01, 01, 11 on two samples: 2.</example>
internal sealed class Swap : ZeroShotProxy
{
    public override string Name => "swap";

    public override string Description => "number of distinct sample-wise activation patterns (Peng et al. 2024)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.ActivationPatterns;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.LacksRelu ? ScoreValue.Missing(ReluLogDet.NoRelu) : observations.DistinctActivationPatterns;
}
