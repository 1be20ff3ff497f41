namespace NasPipelines.OneShot;

/// <summary>Where networks run.</summary>
public enum ExecutionDevice
{
    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>
    /// An NVIDIA GPU through CUDA. One-shot scores and latencies need an application built with <c>Accelerator=Cuda</c>, zero-shot scores
    /// one that brings a libtorch for CUDA; <see cref="Networks.NasRuntime.Diagnose"/> says what is missing.
    /// </summary>
    Cuda,

    /// <summary>
    /// An NVIDIA GPU through TensorRT, for one-shot scores and latencies; needs an application built with <c>Accelerator=Cuda</c> and
    /// TensorRT.
    /// </summary>
    TensorRt,
}
