using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// How the logits of the batch change with the size of the weights: two copies of the network, all weights 10⁻⁷ in one and 1 in the other,
/// biases 0; the logits z of each become n = (z − min z)/(max z − min z), entries n = 0 are left out; the score is the mean of |n₁ − n₂|
/// where both are there, divided by the mean of all of both (epsilon, Gracheva, arXiv 2302.04406). No weights are drawn: every seed gives
/// the same.
/// </summary>
/// <remarks>
/// The published tau of .69 on NAS-Bench-201 rests on float32. There the logits of weights 10⁻⁷ underflow to 0 in every architecture
/// without a path of skips and poolings only: 6,399 of 15,625, 41 % of the space, have no score, and the figure is for the other 59 %,
/// where the number of convolutions has .58. In float64, which is what is computed here, most of the space has a score, and tau is .28.
/// <see cref="ZeroShotCompat.EpsinasInFloat32"/> computes what was published. Look at the coverage beside any figure of this score.
/// </remarks>
/// <example>Two copies with the logits (0, 1, 2) and (0, 3, 4): n = (0, ½, 1) and (0, ¾, 1), so (¼ + 0)/2 ÷ 3¼/4 = 2/13 = 0.1538.</example>
internal sealed class Epsinas : ZeroShotProxy
{
    public override string Name => "epsinas";

    public override string Description => "change of the logits with the size of constant weights, epsilon (Gracheva 2023)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.ConstantWeights;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var (small, large) = observations.ConstantWeightLogits;
        foreach (var (logits, weight) in new[] { (small, ConstantWeightsPass.Small), (large, ConstantWeightsPass.Large) })
        {
            if (!logits.All(double.IsFinite) || logits.Distinct().Count() < 2)
            {
                return ScoreValue.Missing(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"with all weights {weight} the logits of all images are {(logits.All(double.IsFinite) ? "equal" : "not finite")}"));
            }
        }

        var pairs = Normalised(small).Zip(Normalised(large)).ToList();
        double[] there = [.. pairs.SelectMany(p => new[] { p.First, p.Second }).Where(n => n != 0)];
        double[] both = [.. pairs.Where(p => p.First != 0 && p.Second != 0).Select(p => Math.Abs(p.First - p.Second))];
        return both.Length == 0
            ? ScoreValue.Missing("no image has a logit above the least with both weights")
            : both.Average() / there.Average();
    }

    private static IEnumerable<double> Normalised(double[] logits)
    {
        var (least, most) = (logits.Min(), logits.Max());
        return logits.Select(z => (z - least) / (most - least));
    }
}
