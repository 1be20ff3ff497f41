using NasPipelines.Networks.Graph;
using NasPipelines.Scoring;
using static System.FormattableString;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Refuses networks whose parameters alone do not fit into the memory that there is: the system would end the process, not the score.
/// </summary>
internal static class NetworkMemory
{
    private const double Share = 0.6;

    /// <exception cref="ScoringException">The parameters and what is kept for each of them do not fit.</exception>
    public static void Check(NetworkGraph network, ZeroShotNeeds needs)
    {
        var parameters = network.Parameters.Sum(p => p.Size);
        var bytes = 0L;
        Add(ZeroShotEngine.OfImages, sizeof(float) + sizeof(float));
        Add(ZeroShotNeeds.Weights, sizeof(double));
        Add(ZeroShotNeeds.LossGradient | ZeroShotNeeds.HessianGradient, sizeof(float) + sizeof(double));
        Add(ZeroShotNeeds.HessianGradient, (2 * sizeof(float)) + sizeof(double));
        Add(ZeroShotNeeds.HalfBatchGradients, 2 * sizeof(double));
        Add(ZeroShotNeeds.GradientSigns, 2 * sizeof(float));
        Add(ZeroShotNeeds.LayerDerivatives, sizeof(float));
        Add(ZeroShotNeeds.SynapticFlow | ZeroShotNeeds.SynapticFlowNormalised, 2 * sizeof(double));
        Add(ZeroShotNeeds.GaussianPerturbation | ZeroShotNeeds.FeatureCorrelation, 2 * sizeof(float));
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (parameters * bytes > Share * available)
        {
            throw new ScoringException(
                Invariant($"its {parameters} parameters need about {parameters * bytes >> 30} GiB for these scores, of ")
                + Invariant($"{available >> 30} GiB; ask for fewer scores at a time"));
        }

        void Add(ZeroShotNeeds of, int each) => bytes += (needs & of) != 0 ? each : 0;
    }
}
