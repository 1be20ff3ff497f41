using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// The number of convolutions and linear layers plus <see cref="VkdnwEntropy"/>, which is at most log 9 and so decides among networks of
/// one depth: the single score of VKDNW (Tybl and Neumann, CVPR 2025).
/// </summary>
/// <remarks>
/// The number alone is <c>layers</c>: compare with it. On 250 architectures of NAS-Bench-201 the number alone had tau .60, and the entropy
/// added nothing to it (.60).
/// </remarks>
/// <example>98 layers, entropy 0.95: 98.95.</example>
internal sealed class Vkdnw : ZeroShotProxy
{
    public override string Name => "vkdnw";

    public override string Description => "number of layers plus the entropy of their Fisher information, VKDNW (Tybl and Neumann 2025)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.LayerDerivatives;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var entropy = VkdnwEntropy.Of(observations);
        return entropy.Reason is null ? observations.LayerDerivatives!.Layers + entropy.Value : entropy;
    }
}
