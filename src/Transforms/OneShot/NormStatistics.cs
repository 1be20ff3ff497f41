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

/// <summary>What is run for an architecture.</summary>
public enum SubnetExecution
{
    /// <summary>A model of the architecture alone, made in memory: the fastest.</summary>
    Specialised,

    /// <summary>The supernet file as it is, which takes the architecture as an input: what any other user of the file runs.</summary>
    Portable,
}

/// <summary>Published behaviours of one-shot evaluation that differ from sound ones.</summary>
[Flags]
public enum OneShotCompat
{
    /// <summary>Sound behaviour.</summary>
    None = 0,

    /// <summary>The mean over batches is not weighted by their sizes: a short last batch counts as much as a full one (aw_nas).</summary>
    LastBatchWeight = 1,
}

/// <summary>Where ONNX Runtime runs networks.</summary>
public enum ExecutionDevice
{
    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA; needs an application built with <c>Accelerator=Cuda</c>.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU through TensorRT; needs an application built with <c>Accelerator=Cuda</c> and TensorRT.</summary>
    TensorRt,
}
