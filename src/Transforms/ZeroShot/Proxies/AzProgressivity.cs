using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// The smallest increase of the entropy of <see cref="AzExpressivity"/> from one block to the next: the progressivity of AZ-NAS (Lee and
/// Ham, CVPR 2024, section 3.1).
/// </summary>
/// <example>Entropies 1, 1.5, 1.25, 2: increases 0.5, −0.25, 0.75, so −0.25.</example>
internal sealed class AzProgressivity : ZeroShotProxy
{
    public override string Name => "az_progressivity";

    public override string Description => "least growth of the entropy of block outputs, AZ-NAS (Lee and Ham 2024)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.BlockFeatures;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var entropies = observations.BlockEntropies.ToArray();
        return AzExpressivity.Constant(observations) ?? entropies.Zip(entropies.Skip(1), (before, after) => after - before).Min();
    }
}
