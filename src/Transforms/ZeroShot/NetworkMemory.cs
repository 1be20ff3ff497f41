using NasPipelines.Networks.Graph;
using NasPipelines.Scoring;
using static System.FormattableString;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How much memory the passes of a network take: known before they begin, since the system would end the process, not the score.
/// </summary>
internal static class NetworkMemory
{
    private const double Share = 0.6;
    private const double OfForwardPass = 0.1; // what is not needed any more is freed
    private const double OfReluGradients = 0.8; // beside all outputs
    private const double Certain = 1.25; // estimates of passes are off by about a third: what is beyond this does not fit

    // All but what is measured of a thinner network.
    private const ZeroShotNeeds OfNetwork = ~ZeroShotNeeds.LinearRegions;

    // What each pass keeps, in outputs of all nodes for each image, and how many images it has where it does not have the batch: measured
    // on networks of five spaces, mostly to a third. Networks of many parameters keep less, convolutions of many groups more.
    private static readonly (ZeroShotNeeds Needs, double Outputs, int? Samples)[] Passes =
    [
        (ZeroShotNeeds.LossGradient | ZeroShotNeeds.InputJacobian | ZeroShotNeeds.TangentKernel, 1.0, null),
        (ZeroShotNeeds.HalfBatchGradients, 0.55, null),
        (ZeroShotNeeds.BlockFeatures, 1.2, BlockPass.Samples),
        (ZeroShotNeeds.LayerDerivatives, 1.5, LayerDerivativesPass.Samples),
        (ZeroShotNeeds.OutputSaliency | ZeroShotNeeds.GradientSigns, 1.45, null),
        (ZeroShotNeeds.HessianGradient, 3.0, null),
    ];

    /// <summary>Refuses networks whose parameters alone do not fit into the memory that there is.</summary>
    /// <exception cref="ScoringException">The parameters and what is kept for each of them do not fit.</exception>
    public static void Check(NetworkGraph network, ZeroShotNeeds needs)
    {
        var (bytes, available) = (OfParameters(network, needs), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (bytes > Share * available)
        {
            throw new ScoringException(
                Invariant($"its {network.Parameters.Sum(p => p.Size)} parameters need about {bytes >> 30} GiB for these scores, of ")
                + Invariant($"{available >> 30} GiB; ask for fewer scores at a time"));
        }
    }

    /// <summary>What cannot be measured of a network, and why: the system would end the process.</summary>
    /// <param name="network">The network with its parameters.</param>
    /// <param name="executable">The network as it is run.</param>
    /// <param name="needs">What is measured.</param>
    /// <param name="samples">Images in a batch.</param>
    /// <param name="wide">Whether values are of eight bytes, not of four.</param>
    /// <param name="available">The memory that there is; null asks the system.</param>
    public static IReadOnlyList<(ZeroShotNeeds Need, string Reason)> Refusals(
        NetworkGraph network, NetworkGraph executable, ZeroShotNeeds needs, int samples, bool wide, long? available = null)
    {
        var most = available ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Fits(needs & OfNetwork) ? [] :
        [
            .. Enum.GetValues<ZeroShotNeeds>().Where(need => (needs & OfNetwork & need) != 0 && !Fits(need)).Select(need => (
                need,
                Invariant($"its passes need about {Bytes(need) >> 30} GiB for this score, of {most >> 30} GiB; take a smaller batch"))),
        ];

        long Bytes(ZeroShotNeeds of) => Estimate(network, executable, of, samples, wide);

        bool Fits(ZeroShotNeeds of) => of == 0 || Bytes(of) <= Certain * most;
    }

    /// <summary>About the most bytes that the passes of a network take at a time.</summary>
    /// <param name="network">The network with its parameters.</param>
    /// <param name="executable">The network as it is run.</param>
    /// <param name="needs">What is measured.</param>
    /// <param name="samples">Images in a batch.</param>
    /// <param name="wide">Whether values are of eight bytes, not of four.</param>
    public static long Estimate(NetworkGraph network, NetworkGraph executable, ZeroShotNeeds needs, int samples, bool wide)
    {
        var each = executable.Nodes.Sum(node => (double)node.Shape.Size) * (wide ? sizeof(double) : sizeof(float)); // outputs of an image
        var outputs = Passes.Where(pass => (pass.Needs & needs) != 0).Select(pass => pass.Outputs * (pass.Samples ?? samples) * each)
            .DefaultIfEmpty(OfForwardPass * samples * each).Max();
        var gradients = Math.Min(OfReluGradients * samples * each, ReluCorrelationPass.GradientsHeld);
        var correlating = needs.HasFlag(ZeroShotNeeds.ReluCorrelation) ? (samples * each) + gradients : 0;
        return OfParameters(network, needs) + (long)Math.Max(outputs, correlating);
    }

    private static long OfParameters(NetworkGraph network, ZeroShotNeeds needs)
    {
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
        return network.Parameters.Sum(p => p.Size) * bytes;

        void Add(ZeroShotNeeds of, int each) => bytes += (needs & of) != 0 ? each : 0;
    }
}
