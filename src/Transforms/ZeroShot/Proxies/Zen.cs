using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// log mean over samples ‖f(x) − f(x + 0.01 ε)‖₁ + Σ over batch normalisations log √(mean over channels of the variance of their input):
/// Zen-NAS (Lin et al., ICCV 2021). f are the features before global pooling; weights, images x and ε are standard normal. The variance is
/// that of the batch x itself, unbiased; published code reads running variances, which still hold part of their initial 1. A normalisation
/// of a constant scales nothing and is left out. One draw of weights: average over seeds as the paper does over repeats.
/// </summary>
/// <example>Feature distance 2, two normalisations with mean variances 4 and 9: log 2 + log 2 + log 3 = log 12 = 2.4849.</example>
internal sealed class Zen : ZeroShotProxy
{
    public override string Name => "zen";

    public override string Description =>
        "Gaussian complexity of features with the scales of batch normalisations, Zen-NAS (Lin et al. 2021)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.GaussianPerturbation;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        if (double.IsNaN(observations.FeatureDistance))
        {
            return ScoreValue.Missing("the network has no global pooling, or its features before it are not numbers");
        }

        if (observations.FeatureDistance == 0)
        {
            return ScoreValue.Missing("the features do not depend on the image");
        }

        var score = Math.Log(observations.FeatureDistance);
        foreach (var variance in observations.NormalisationVariances.Span)
        {
            score += variance == 0 ? 0 : 0.5 * Math.Log(variance);
        }

        return score;
    }
}
