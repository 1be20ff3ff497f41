namespace NasPipelines.Networks;

/// <summary>
/// What batch normalisations divide by. Not everything that runs networks offers all of them; options say what they take.
/// </summary>
public enum BatchNormStatistics
{
    /// <summary>Mean and variance of the batch at hand, as in training: nothing to calibrate, and the size of the batch matters.</summary>
    Batch,

    /// <summary>Running statistics before any training, mean 0 and variance 1, as in evaluation: nearly the identity.</summary>
    Initial,

    /// <summary>The running statistics of training; those of a supernet mix all architectures.</summary>
    Running,

    /// <summary>
    /// The architecture's own: the mean over batches of calibration images of each batch's mean and unbiased variance. A short last batch
    /// is left out.
    /// </summary>
    Recalibrated,
}
