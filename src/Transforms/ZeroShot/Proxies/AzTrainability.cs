using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Mean over blocks of 2 − σ − 1/(σ + 10⁻⁶), σ the largest singular value of the block's Jacobian estimated with random signs: the
/// trainability of AZ-NAS (Lee and Ham, CVPR 2024, section 3.2). Largest, about 0, where gradients neither grow nor vanish. A block that is
/// the identity has no value; the published code ranks it last.
/// </summary>
/// <example>σ = 1 and 2: (0 − 0.5)/2 = −0.25, up to the 10⁻⁶.</example>
internal sealed class AzTrainability : ZeroShotProxy
{
    private const double Smallest = 1e-6;

    public override string Name => "az_trainability";

    public override string Description => "how near blocks leave the size of gradients, AZ-NAS (Lee and Ham 2024)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.BlockFeatures;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var norms = observations.BlockJacobianNorms.ToArray();
        if (norms.Length == 0)
        {
            return ScoreValue.Missing(AzExpressivity.NoBlocks);
        }

        var at = Array.FindIndex(norms, s => !double.IsFinite(s));
        return at < 0 ? norms.Average(s => 2 - s - (1 / (s + Smallest)))
            : ScoreValue.Missing(double.IsNaN(norms[at]) ? $"block {at + 1} passes no gradient" : $"block {at + 1} is the identity");
    }
}
