using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Graph;

namespace NasPipelines.ZeroShot;

/// <summary>
/// What was measured on one untrained network: plain numbers, so that a proxy is a formula. Only what a proxy declares in
/// <see cref="ZeroShotProxy.Needs"/> is present; the rest is empty.
/// </summary>
public sealed class ZeroShotObservations
{
    internal ZeroShotObservations()
    {
    }

    /// <summary>What the architecture costs as it is written; of made observations there is none.</summary>
    internal ArchitectureCosts Costs
    {
        get => field ?? throw new InvalidOperationException("Nothing is known of what this architecture costs.");
        set;
    }

    /// <summary>
    /// Cost of the network that is scored: a property of the function where the function is scored, of the encoding otherwise.
    /// </summary>
    public NetworkCost ScoredCost { get; internal set; } = new(0, 0);

    /// <summary>Number of ReLU calls in one forward pass of the scored network.</summary>
    internal int ReluCalls { get; set; }

    /// <summary>Whether the network that was measured has no ReLU, so that it has no activation codes.</summary>
    internal bool LacksRelu { get; set; }

    /// <summary>Number of values that pass a ReLU per sample.</summary>
    internal long ReluUnits { get; set; }

    /// <summary>Number of samples in the batch.</summary>
    public int Samples { get; internal set; }

    /// <summary>The samples' labels.</summary>
    public ReadOnlyMemory<int> Labels { get; internal set; }

    /// <summary>The loss on the batch: mean cross-entropy.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>The logits, [samples × classes].</summary>
    internal ReadOnlyMemory<double> Logits { get; set; }

    /// <summary>Convolutions and the linear layer, in the order of the network.</summary>
    public IReadOnlyList<LayerObservation> Layers { get; internal set; } = [];

    /// <summary>For each sample the gradient of the sum of all logits in its image, [samples × image values].</summary>
    public ReadOnlyMemory<double> InputJacobian { get; internal set; }

    /// <summary>
    /// [samples × samples]: the number of ReLU operands, over all calls, on the same side of zero for both samples (Mellor et al. 2021).
    /// </summary>
    public ReadOnlyMemory<double> ActivationKernel { get; internal set; }

    /// <summary>Number of different sign patterns over the samples among all ReLU operands (Peng et al. 2024).</summary>
    public long DistinctActivationPatterns { get; internal set; }

    /// <summary>The synaptic flow through each layer, without batch normalisation.</summary>
    public IReadOnlyList<(ParameterReference Parameter, double Flow)> SynapticFlow { get; internal set; } = [];

    /// <summary>As <see cref="SynapticFlow"/>, with batch normalisation.</summary>
    public IReadOnlyList<(ParameterReference Parameter, double Flow)> SynapticFlowNormalised { get; internal set; } = [];

    /// <summary>
    /// Layers with the gradient of the loss on one half of the batch alone, for the first half and for the second (which has the odd
    /// sample).
    /// </summary>
    public IReadOnlyList<IReadOnlyList<LayerObservation>> HalfBatchGradients { get; internal set; } = [];

    /// <summary>
    /// With standard normal weights: mean over Gaussian images x of ‖f(x) − f(x + 0.01 ε)‖₁, f the features before global pooling; 0 where
    /// they do not depend on the image.
    /// </summary>
    public double FeatureDistance { get; internal set; } = double.NaN;

    /// <summary>On the same x, for each batch normalisation, the mean over channels of the unbiased variance of its input.</summary>
    public ReadOnlyMemory<double> NormalisationVariances { get; internal set; }

    /// <summary>
    /// For each convolution, batch normalisation and ReLU, on one Gaussian image, the least eigenvalue of the correlation matrix of its
    /// output's channels; outputs that are zero throughout may be left out.
    /// </summary>
    public ReadOnlyMemory<double> LeastChannelEigenvalues { get; internal set; }

    /// <summary>
    /// [samples × samples]: the neural tangent kernel of the summed logits, over the weights of convolutions and linear layers.
    /// </summary>
    public ReadOnlyMemory<double> TangentKernel { get; internal set; }

    /// <summary>
    /// For the stem and each block, on Gaussian images, the entropy of the normalised spectrum of the covariance of its output's channels;
    /// NaN where the output is constant. Empty where the space does not mark its blocks.
    /// </summary>
    public ReadOnlyMemory<double> BlockEntropies { get; internal set; }

    /// <summary>
    /// For each block the largest singular value of its Jacobian, channels by channels, estimated with random signs; NaN where it is zero,
    /// infinite where the block is the identity.
    /// </summary>
    public ReadOnlyMemory<double> BlockJacobianNorms { get; internal set; }

    /// <summary>
    /// For each convolution, linear layer and activation the effective rank of its output, each repeated as often as it is called: of the
    /// square block of the first images' positions and all channels. NaN where the output is not finite.
    /// </summary>
    public ReadOnlyMemory<double> EffectiveRanks { get; internal set; }

    /// <summary>
    /// How the logits move with one weight of each of the first layers, on Gaussian images, in a network as in evaluation.
    /// </summary>
    internal LayerDerivatives? LayerDerivatives { get; set; }

    /// <summary>
    /// The logits of all images with all weights 10⁻⁷ and with all weights 1; those of all classes are equal, and one may stand for all.
    /// </summary>
    internal (double[] Small, double[] Large) ConstantWeightLogits { get; set; } = ([], []);

    /// <summary>How far apart the first three images are.</summary>
    internal ImageDistances ImageDistances { get; set; } = new([], []);

    /// <summary>[samples × samples]: the sum of correlations at ReLUs; empty where no ReLU has any.</summary>
    internal double[] ReluCorrelation { get; set; } = [];

    /// <summary>Whether the network marks its blocks.</summary>
    internal bool HasBlocks { get; set; }

    /// <summary>
    /// Mean over the weights of layers of |Σ over images of the sign of the gradient of the image's own loss|.
    /// </summary>
    public double GradientSigns { get; internal set; } = double.NaN;

    /// <summary>Number of different patterns of signs over all ReLUs among small Gaussian images.</summary>
    public long LinearRegions { get; internal set; }

    /// <summary>
    /// For the first image alone, Σ over outputs of the least singular value divided by the largest, each a matrix of channels × positions.
    /// </summary>
    public double SingularRatios { get; internal set; } = double.NaN;

    /// <summary>
    /// The curvature of the curve of logits where the image moves along a circle in a random plane; NaN where they do not move.
    /// </summary>
    public double Curvature { get; internal set; } = double.NaN;

    /// <summary>Which published behaviours are wanted.</summary>
    internal ZeroShotCompat Compat { get; set; }

    /// <summary>What could not be measured, and why.</summary>
    internal IReadOnlyList<(ZeroShotNeeds Needs, string Reason)> Failures { get; set; } = [];

    /// <summary>Wall time of the passes.</summary>
    internal PassSeconds Seconds { get; set; }

    /// <summary>The same with some of it measured.</summary>
    internal ZeroShotObservations With(Action<ZeroShotObservations> measure)
    {
        var copy = (ZeroShotObservations)MemberwiseClone();
        measure(copy);
        return copy;
    }
}
