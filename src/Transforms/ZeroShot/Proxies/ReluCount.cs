using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Number of ReLU calls in a forward pass (Ning et al. 2021, published code): a count of operations, not of linear regions.
/// </summary>
/// <example>NAS-Bench-201 with six 3×3 convolutions: 15 · 6 + 4 + 1 = 95.</example>
internal sealed class ReluCount : ZeroShotProxy
{
    public override string Name => "relu";

    public override string Description => "number of ReLU calls in a forward pass (Ning et al. 2021)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.ReluCalls;
}
