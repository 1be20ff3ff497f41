using NasPipelines.Networks.Torch.Kernels;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Σ over outputs of convolutions, linear layers and activations of their effective rank, exp(−Σ p log p), p the singular values divided
/// by their sum: NEAR (Husistein, Reiher and Eckhoff, ICLR 2025). The matrix has a row for each position of the first images and a column
/// for each channel, and is square: the first positions, image by image, column by column; where the batch has fewer positions than an
/// output has channels, all of them. Published code starts at a random position, reads further batches where one has too few positions,
/// and counts batch normalisations too (<see cref="ZeroShotCompat.NearCountsNormalisations"/>).
/// </summary>
/// <remarks>
/// Any activation will do, not only ReLU. <see cref="LayerWidth"/> estimates how wide a layer should be by the same quantity. On 100
/// random architectures of NAS-Bench-201 its tau with the accuracy is .706, where the number of convolutions has .559.
/// </remarks>
/// <example>Two outputs with the singular values (3, 3) and (1, 0): 2 + 1 = 3.</example>
internal sealed class Near : ZeroShotProxy
{
    public override string Name => "near";

    public override string Description => "effective ranks of the outputs of layers and activations, NEAR (Husistein et al. 2025)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.EffectiveRanks;

    public override ScoreValue Compute(ZeroShotObservations observations) =>
        FixedSums.Sum(observations.EffectiveRanks.Span) is var sum && double.IsFinite(sum)
            ? sum
            : ScoreValue.Missing("the output of a layer is not finite");
}
