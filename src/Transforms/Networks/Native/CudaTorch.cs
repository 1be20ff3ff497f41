using System.Runtime.InteropServices;
using NasPipelines.Networks.Onnx;
using TorchSharp;

namespace NasPipelines.Networks.Native;

/// <summary>CUDA in libtorch, where the application brings it.</summary>
internal static class CudaTorch
{
    /// <summary>What is missing for a GPU to be used, in a sentence; null where nothing is.</summary>
    /// <param name="number">The GPU.</param>
    public static string? Lack(int number)
    {
        var diagnosis = ProviderDiagnosis.OfTorch();
        if (!diagnosis.IsIncluded || diagnosis.Missing.Count > 0)
        {
            return $"{diagnosis}.";
        }

        try
        {
            LibTorch.EnsureLoaded();
            var count = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
            return number < count ? null : $"{diagnosis}, and it finds {count} GPUs; number {number}, counted from 0, is asked for.";
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ExternalException or DllNotFoundException)
        {
            return $"{diagnosis}, but it cannot be used: {e.Message.Split('\n')[0].TrimEnd('.', '\r')}.";
        }
    }

    /// <summary>A GPU that lacks nothing.</summary>
    /// <remarks>
    /// libtorch lets cuDNN round the operands of float32 convolutions to ten bits (TF32), by a switch that the process has once: scores
    /// would differ from those of the CPU in the third digit. It is turned off, and only where a GPU is asked for.
    /// </remarks>
    public static torch.Device Open(int number)
    {
        torch.backends.cudnn.allow_tf32 = false;
        torch.backends.cuda.matmul.allow_tf32 = false;
        return new(DeviceType.CUDA, number);
    }
}
