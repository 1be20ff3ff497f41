using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Networks.Onnx;

namespace NasPipelines.OneShot;

/// <summary>Chooses where networks run: the option, else the GPU that the context names, else the CPU.</summary>
internal static class ExecutionDevices
{
    /// <param name="context">Names a GPU and says whether the CPU will do.</param>
    /// <param name="wanted">The option.</param>
    /// <param name="available">The execution providers of the native library.</param>
    /// <exception cref="InvalidOperationException">The device is not available and the context does not allow the CPU instead.</exception>
    public static OnnxProvider Resolve(MLContext context, ExecutionDevice? wanted, IReadOnlyList<string> available)
    {
        var device = wanted ?? (context.GpuDeviceId is null ? ExecutionDevice.Cpu : ExecutionDevice.Cuda);
        var provider = device switch
        {
            ExecutionDevice.Cuda => OnnxProvider.Cuda,
            ExecutionDevice.TensorRt => OnnxProvider.TensorRt,
            _ => OnnxProvider.Cpu,
        };
        if (available.Contains(provider.Name))
        {
            return provider with { Device = context.GpuDeviceId ?? 0 };
        }

        var lack = $"{ProviderDiagnosis.Of(provider, available)}.";
        if (!context.FallbackToCpu)
        {
            throw new InvalidOperationException(
                $"Device {device} is not available: {lack} Set MLContext.FallbackToCpu to score on the CPU instead.");
        }

        using var channel = ((IHostEnvironment)context).Register("NasPipelines.OneShot").Start("Device");
        channel.Warning(
            MessageSensitivity.None, $"Device {device} is not available, scores come from the CPU (device {ExecutionDevice.Cpu}): {lack}");
        return OnnxProvider.Cpu;
    }
}
