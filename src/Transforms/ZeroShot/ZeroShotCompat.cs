namespace NasPipelines.ZeroShot;

/// <summary>Published behaviours that differ from sound behaviour; off by default.</summary>
[Flags]
public enum ZeroShotCompat
{
    /// <summary>Sound behaviour.</summary>
    None = 0,

    /// <summary>
    /// <c>synflow</c> leaves the batch normalisations of reduction blocks in, as the implementation of Abdelfattah et al. 2021 does by
    /// oversight.
    /// </summary>
    SynflowKeepsReductionNorms = 1,

    /// <summary>
    /// <c>relu</c> and <c>relu_logdet</c> count each ReLU before a convolution twice, as code does that hooks every module with "ReLU" in
    /// its name and so finds the block around it too (Ning et al. 2021).
    /// </summary>
    ReluBeforeConvolutionCountsTwice = 2,

    /// <summary>
    /// The column <c>plain</c> holds the raw value, as if more were better (Abdelfattah et al. 2021), and not its negative.
    /// </summary>
    PlainIsHigherBetter = 4,

    /// <summary>A last batch that is smaller than the others counts as much as they do, not by its images.</summary>
    LastBatchCountsFully = 8,

    /// <summary>
    /// <c>near</c> counts the outputs of batch normalisations too, as code does that hooks every module with a weight (Husistein et al.
    /// 2025).
    /// </summary>
    NearCountsNormalisations = 16,

    /// <summary>
    /// <c>vkdnw</c> and <c>vkdnw_entropy</c> take the factor L of the covariance of the classes for its transpose, as the code of Tybl and
    /// Neumann 2025 does: of Jᵀ Lᵀ L J, which is no Fisher information.
    /// </summary>
    VkdnwTransposesFactor = 32,

    /// <summary>
    /// <c>epsinas</c> runs in float32, where small weights underflow and 41 % of NAS-Bench-201 have no score (Gracheva 2023).
    /// </summary>
    EpsinasInFloat32 = 64,

    /// <summary>
    /// <c>wrcor</c> takes the operand of the last ReLU for its output, as code does whose last ReLU works in place (Yang et al. 2025).
    /// </summary>
    WrcorLastReluInPlace = 128,

    /// <summary>
    /// <c>rbflex</c> counts the output of every block of ReLU, convolution and normalisation among the activations, as code does that looks
    /// for "ReLU" in names (Yamasaki et al. 2025).
    /// </summary>
    RbflexCountsBlocks = 256,
}
