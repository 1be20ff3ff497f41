namespace NasPipelines.OneShot;

/// <summary>Which statistics the batch normalisations of a scored network use.</summary>
public enum NormStatistics
{
    /// <summary>Those of the batch at hand, as the paper does: nothing to calibrate, and the size of the batch matters.</summary>
    Batch,

    /// <summary>The running statistics of the supernet's training, which mix all architectures.</summary>
    Running,

    /// <summary>
    /// The architecture's own: the mean over batches of calibration images of each batch's mean and unbiased variance. A short last batch is left out.
    /// </summary>
    Recalibrated,
}
