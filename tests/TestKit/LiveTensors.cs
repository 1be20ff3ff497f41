using TorchSharp;

namespace NasPipelines.TestKit;

/// <summary>The number of tensors alive, what the garbage collector has not come round to yet left out.</summary>
public static class LiveTensors
{
    /// <summary>Counts them.</summary>
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
