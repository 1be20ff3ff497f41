namespace NasPipelines.ZeroShot;

/// <summary>
/// What a proxy reads of <see cref="ZeroShotObservations"/>. The engine runs the passes that the needs of all requested proxies ask for,
/// each once.
/// </summary>
[Flags]
public enum ZeroShotNeeds
{
    /// <summary>Costs and the graph only: no pass.</summary>
    None = 0,

    /// <summary><see cref="LayerObservation.Weight"/> of <see cref="ZeroShotObservations.Layers"/>.</summary>
    Weights = 1,

    /// <summary><see cref="LayerObservation.Gradient"/>: one forward and one backward pass of the loss.</summary>
    LossGradient = 2,

    /// <summary><see cref="LayerObservation.HessianGradient"/>: a second backward pass through the first.</summary>
    HessianGradient = 4,

    /// <summary>
    /// <see cref="LayerObservation.OutputSaliency"/>: outputs of convolutions and their gradients, on the pass of the loss.
    /// </summary>
    OutputSaliency = 8,

    /// <summary><see cref="ZeroShotObservations.InputJacobian"/>: a backward pass of the summed logits to the images.</summary>
    InputJacobian = 16,

    /// <summary><see cref="ZeroShotObservations.ActivationKernel"/>: the signs at each ReLU, on a forward pass.</summary>
    ActivationKernel = 32,

    /// <summary>
    /// <see cref="ZeroShotObservations.SynapticFlow"/>: a forward and backward pass without normalisation, float64, one image of ones.
    /// </summary>
    SynapticFlow = 64,

    /// <summary><see cref="ZeroShotObservations.SynapticFlowNormalised"/>: the same with batch normalisation.</summary>
    SynapticFlowNormalised = 128,

    /// <summary><see cref="ZeroShotObservations.DistinctActivationPatterns"/>: the signs at each ReLU, on a forward pass.</summary>
    ActivationPatterns = 256,

    /// <summary>
    /// <see cref="ZeroShotObservations.HalfBatchGradients"/>: a forward and backward pass of the loss on each half of the batch.
    /// </summary>
    HalfBatchGradients = 512,

    /// <summary>
    /// <see cref="ZeroShotObservations.FeatureDistance"/> and <see cref="ZeroShotObservations.NormalisationVariances"/>: two forward passes
    /// of 16 Gaussian images through the network with standard normal weights.
    /// </summary>
    GaussianPerturbation = 1024,

    /// <summary><see cref="ZeroShotObservations.LeastChannelEigenvalues"/>: a forward pass of one Gaussian image of 64×64.</summary>
    FeatureCorrelation = 2048,

    /// <summary>
    /// <see cref="ZeroShotObservations.TangentKernel"/>: a forward pass and as many backward passes as there are samples: expensive.
    /// </summary>
    TangentKernel = 4096,

    /// <summary>
    /// <see cref="ZeroShotObservations.BlockEntropies"/> and <see cref="ZeroShotObservations.BlockJacobianNorms"/>: a forward and backward
    /// pass of Gaussian images, block by block.
    /// </summary>
    BlockFeatures = 8192,

    /// <summary>
    /// <see cref="ZeroShotObservations.Labels"/>: the classes of the images, which passes of the loss read anyway.
    /// </summary>
    Labels = 16384,

    /// <summary><see cref="ZeroShotObservations.EffectiveRanks"/>: outputs of layers and activations, on the pass of the loss.</summary>
    EffectiveRanks = 32768,

    /// <summary>
    /// How the logits move with one weight of each layer: a forward pass of 16 Gaussian images as in evaluation, and a backward pass for
    /// each class, or each layer where those are fewer.
    /// </summary>
    LayerDerivatives = 65536,

    /// <summary>The logits with all weights 10⁻⁷ and with all weights 1: two forward passes in float64.</summary>
    ConstantWeights = 131072,

    /// <summary>Distances of three images, each with its own normalisation statistics: a forward pass of them.</summary>
    ImageDistances = 1 << 18,

    /// <summary>Correlations of images at each ReLU: a forward and backward pass of the loss.</summary>
    ReluCorrelation = 1 << 19,

    /// <summary>
    /// <see cref="ZeroShotObservations.GradientSigns"/>: a forward and backward pass of the loss in which each image has its own
    /// normalisation statistics.
    /// </summary>
    GradientSigns = 1 << 20,

    /// <summary>
    /// <see cref="ZeroShotObservations.LinearRegions"/>: a forward pass of 1,000 images of 4×4 through the thinnest network.
    /// </summary>
    LinearRegions = 1 << 21,

    /// <summary><see cref="ZeroShotObservations.SingularRatios"/>: a forward pass of one image.</summary>
    SingularRatios = 1 << 22,

    /// <summary><see cref="ZeroShotObservations.Curvature"/>: a forward and four backward passes of one Gaussian image.</summary>
    Curvature = 1 << 23,
}
