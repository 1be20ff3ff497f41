namespace NasPipelines.Networks;

/// <summary>What batch normalisations divide by when an untrained network is scored.</summary>
public enum NormalisationStatistics
{
    /// <summary>Mean and variance of the batch, as in training: the setting of the published proxies.</summary>
    Batch,

    /// <summary>Running statistics before any training, mean 0 and variance 1, as in evaluation: nearly the identity.</summary>
    Initial,
}
