using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// The most bytes of values that a forward pass holds at a time for one image in float32: operations run in the order of the network, a
/// value is held until its last reader has run, and operations that only rearrange a value share its memory. What a network takes of a
/// device's working memory (Lin et al., NeurIPS 2020).
/// </summary>
/// <example>An image of 3×32×32 and a convolution of it to 16×32×32 are held together: 4 · (3,072 + 16,384) = 77,824.</example>
internal sealed class PeakActivations : ZeroShotProxy
{
    public override string Name => "peak_activations";

    public override string Description => "most bytes of values held at a time for one image";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Complexity.PeakBytes;
}
