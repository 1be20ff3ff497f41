using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Mean over the weights of convolutions and linear layers of |Σ over images of sign g|, g the gradient of the loss of one image alone:
/// GradSign (Zhang and Jia, ICLR 2022, section 4), in the form of AZ-NAS's comparison, which divides by the number of weights.
/// </summary>
/// <remarks>The paper sums over weights; the sum ranks large networks first, as their number of parameters does.</remarks>
/// <example>Two weights, gradients (1, 2, −1) and (1, 1, 1) for three images: (1 + 3)/2 = 2.</example>
internal sealed class GradSign : ZeroShotProxy
{
    public override string Name => "gradsign";

    public override string Description => "agreement of the images on the signs of gradients, GradSign (Zhang and Jia 2022)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.GradientSigns;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.GradientSigns;
}
