using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Per layer and output channel ½ mean over samples of (Σ over positions of output × gradient)², each channel counted once, as the paper's
/// equation has it (Turner et al., ICLR 2020); <see cref="Fisher"/> counts it once per weight of the filter, as published code does.
/// </summary>
/// <example>A layer of one channel, saliencies 2 and 4 on two samples: ½ · (4 + 16)/2 = 5, whatever the size of its filter.</example>
internal sealed class FisherChannel : ZeroShotProxy
{
    public override string Name => "fisher_channel";

    public override string Description => "squared saliency of channels, each counted once (Turner et al. 2020)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.OutputSaliency;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.Layers.Sum(layer => Fisher.Channels(layer, observations.Samples));
}
