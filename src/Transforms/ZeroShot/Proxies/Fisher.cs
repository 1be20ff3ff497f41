using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Per layer and output channel ½ mean over samples of (Σ over positions of output × gradient)², each channel counted once per weight of
/// its filter, as the published implementation does by broadcasting (Turner et al., ICLR 2020; Abdelfattah et al. 2021).
/// </summary>
/// <example>A layer of one channel with 9 weights, saliencies 2 and 4 on two samples: 9 · ½ · (4 + 16)/2 = 45.</example>
internal sealed class Fisher : ZeroShotProxy
{
    public override string Name => "fisher";

    public override string Description => "squared saliency of channels, counted per weight as published (Turner et al. 2020)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.OutputSaliency;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        observations.Layers.Sum(layer => layer.Parameter.FanIn * Channels(layer, observations.Samples));

    /// <summary>Σ over channels of ½ mean over samples of the squared saliency.</summary>
    internal static double Channels(LayerObservation layer, int samples)
    {
        var sum = 0.0;
        foreach (var saliency in layer.OutputSaliency.Span)
        {
            sum += saliency * saliency;
        }

        return sum / (2.0 * samples);
    }
}
