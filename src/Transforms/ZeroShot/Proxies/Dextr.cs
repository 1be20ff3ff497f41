using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// s·c/(s + c): s = log(1 + Σ σmin/σmax) over the outputs of layers, normalisations, activations and poolings for the first image of the
/// batch, alone in the network, each output a matrix of channels × positions; c = log(1 + κ), κ the curvature of the logits where the image
/// moves along a unit circle in a random plane: Dextr (Asthana et al., TMLR 2025).
/// </summary>
/// <remarks>
/// Published code hooks every module, so that containers count their last part again, draws ten logits with replacement, and returns 12345,
/// a very high score, wherever anything fails; here such an architecture has no score.
/// </remarks>
/// <example>Σ σmin/σmax = e − 1 and κ = e³ − 1: s = 1, c = 3, so 3/4.</example>
internal sealed class Dextr : ZeroShotProxy
{
    public override string Name => "dextr";

    public override string Description => "independence of channels and curvature of the logits, Dextr (Asthana et al. 2025)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.SingularRatios | ZeroShotNeeds.Curvature;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        if (double.IsNaN(observations.Curvature) || double.IsNaN(observations.SingularRatios))
        {
            return ScoreValue.Missing(
                double.IsNaN(observations.SingularRatios) ? "the output of a layer is not finite"
                : "the logits do not depend on the image, or not on its direction");
        }

        var (s, c) = (Math.Log(1 + observations.SingularRatios), Math.Log(1 + observations.Curvature));
        return s + c == 0 ? ScoreValue.Missing("all singular ratios and the curvature are zero") : s * c / (s + c);
    }
}
