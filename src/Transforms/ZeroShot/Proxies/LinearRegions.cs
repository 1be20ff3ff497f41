using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Number of linear regions that 1,000 standard normal images of 4×4 fall into: different patterns of signs over all ReLUs, in the
/// architecture's network of one channel and one cell per stage (TE-NAS, Chen et al., ICLR 2021, section 3.1.2).
/// </summary>
/// <remarks>
/// TE-NAS ranks by the sum of the ranks of <see cref="Ntk"/> and this: combine the two columns with <c>CombinationRule.Borda</c>. Published
/// code takes images of 3×3, where the two branches of a reduction differ in size and one is added to all positions of the other; here the
/// sizes agree. A network that has no thin form, such as one from a file, has no score.
/// </remarks>
/// <example>Four images with the signs 011, 011, 010, 111: 3.</example>
internal sealed class LinearRegions : ZeroShotProxy
{
    public override string Name => "linear_regions";

    public override string Description => "linear regions that small random images fall into, TE-NAS (Chen et al. 2021)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.LinearRegions;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.LacksRelu ? ScoreValue.Missing(ReluLogDet.NoRelu) : observations.LinearRegions;
}
