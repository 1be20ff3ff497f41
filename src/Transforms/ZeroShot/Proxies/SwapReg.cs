using NasPipelines.Scoring;
using System.Globalization;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// <see cref="Swap"/> × exp(−(p − μ)²/σ), p the trainable parameters of the scored network in thousands: regularised SWAP (Peng et al.,
/// ICLR 2024), which prefers networks of about μ.
/// </summary>
/// <param name="mu">
/// The favoured size, thousands of parameters. The paper chooses it for each search; 1500 is about the largest network of NAS-Bench-201.
/// </param>
/// <param name="sigma">
/// Width, in the square of that unit. 10⁶ makes a thousand thousands of difference a factor of 1/e; with values of the order of μ, small
/// networks underflow to 0.
/// </param>
/// <example>swap = 100, 500,000 parameters: 100 · exp(−(500 − 1500)²/10⁶) = 36.7879.</example>
internal sealed class SwapReg(double mu = SwapReg.DefaultMu, double sigma = SwapReg.DefaultSigma) : ZeroShotProxy
{
    private const double DefaultMu = 1500;
    private const double DefaultSigma = 1e6;

    // Other values are another proxy: under the same name their scores could be mistaken for each other.
    public override string Name { get; } = mu == DefaultMu && sigma == DefaultSigma
        ? "swap_reg"
        : string.Create(CultureInfo.InvariantCulture, $"swap_reg({mu:R};{sigma:R})");

    public override string Description => "distinct sample-wise activation patterns, regularised by size (Peng et al. 2024)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.ActivationPatterns;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        if (observations.LacksRelu)
        {
            return ScoreValue.Missing(ReluLogDet.NoRelu);
        }

        var distance = (observations.ScoredCost.Parameters / 1000.0) - mu;
        return observations.DistinctActivationPatterns * Math.Exp(-(distance * distance) / sigma);
    }
}
