namespace NasPipelines.OneShot;

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
