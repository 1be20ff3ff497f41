using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.Scoring;

/// <summary>How networks are scored on images.</summary>
public abstract class ImageScoringOptions : ScoringStageOptions
{
    private protected ImageScoringOptions()
    {
    }

    /// <summary>
    /// The search space, one of <see cref="SearchSpaces.All"/> or of your own; null takes the one that the view's column of architectures
    /// is of, or the supernet's, than which another one is refused.
    /// </summary>
    /// <value>null.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>
    /// Images to score on. Zero-shot: only proxies without data can do without. One-shot: the validation images, in the order they are
    /// scored in; the paper takes the last 10,000 of CIFAR-10's training images.
    /// </summary>
    /// <value>null, which is refused when a one-shot stage is made.</value>
    public ImageSet? Images { get; init; }

    /// <summary>Images in a batch. With the statistics of the batch, scores depend on it.</summary>
    /// <value>64 of zero-shot scores, 256 of one-shot scores.</value>
    public int BatchSize { get; init; }

    /// <summary>
    /// Which statistics batch normalisations use. Zero-shot: of the batch or initial ones; <c>zen</c> and the components of AZ-NAS use the
    /// batch by definition. One-shot: of the batch, running or recalibrated ones.
    /// </summary>
    /// <value><see cref="BatchNormStatistics.Batch"/>.</value>
    public BatchNormStatistics Statistics { get; init; }
}
