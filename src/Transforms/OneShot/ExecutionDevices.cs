using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Onnx;
using TorchSharp;

namespace NasPipelines.OneShot;

/// <summary>
/// Chooses where networks run: the option, else the GPU that the context names, else the CPU. One meaning for networks of ONNX Runtime
/// (one-shot scores, latencies) and of libtorch (zero-shot scores).
/// </summary>
internal static class ExecutionDevices
{
    /// <summary>Where ONNX Runtime runs networks.</summary>
    /// <param name="context">Names a GPU and says whether the CPU will do.</param>
    /// <param name="wanted">The option.</param>
    /// <param name="available">The execution providers of the native library.</param>
    /// <param name="fault">Why one of these cannot be used; by trying where null.</param>
    /// <exception cref="InvalidOperationException">The device is not available and the context does not allow the CPU instead.</exception>
    public static OnnxProvider Resolve(
        MLContext context, ExecutionDevice? wanted, IReadOnlyList<string> available, Func<OnnxProvider, string?>? fault = null)
    {
        var device = Chosen(context, wanted);
        var provider = device switch
        {
            ExecutionDevice.Cuda => OnnxProvider.Cuda,
            ExecutionDevice.TensorRt => OnnxProvider.TensorRt,
            _ => OnnxProvider.Cpu,
        } with { Device = Number(context) };
        var lack = !available.Contains(provider.Name) ? $"{ProviderDiagnosis.Of(provider, available)}."
            : device == ExecutionDevice.Cpu ? null
            : (fault ?? (p => p.Fault()))(provider);
        if (lack is null)
        {
            return provider;
        }

        FallBack(context, device, "NasPipelines.OneShot", lack);
        return OnnxProvider.Cpu;
    }

    /// <summary>Where libtorch runs networks; null means the CPU, for which libtorch is not loaded here.</summary>
    /// <param name="context">Names a GPU and says whether the CPU will do.</param>
    /// <param name="wanted">The option.</param>
    /// <exception cref="InvalidOperationException">The device is not available and the context does not allow the CPU instead.</exception>
    public static torch.Device? ResolveTorch(MLContext context, ExecutionDevice? wanted)
    {
        var device = Chosen(context, wanted);
        if (device == ExecutionDevice.Cpu)
        {
            return null;
        }

        var lack = device == ExecutionDevice.Cuda
            ? CudaTorch.Lack(Number(context))
            : $"libtorch, which runs zero-shot scores, has {ExecutionDevice.Cpu} and {ExecutionDevice.Cuda} only.";
        if (lack is null)
        {
            return CudaTorch.Open(Number(context));
        }

        FallBack(context, device, "NasPipelines.ZeroShot", lack);
        return null;
    }

    private static ExecutionDevice Chosen(MLContext context, ExecutionDevice? wanted) =>
        wanted ?? (context.GpuDeviceId is null ? ExecutionDevice.Cpu : ExecutionDevice.Cuda);

    private static int Number(MLContext context) => context.GpuDeviceId ?? 0;

    // With a warning, where the CPU will do.
    private static void FallBack(MLContext context, ExecutionDevice device, string source, string lack)
    {
        if (!context.FallbackToCpu)
        {
            throw new InvalidOperationException(
                $"Device {device} is not available: {lack} Set MLContext.FallbackToCpu to score on the CPU instead.");
        }

        using var channel = ((IHostEnvironment)context).Register(source).Start("Device");
        channel.Warning(
            MessageSensitivity.None, $"Device {device} is not available, scores come from the CPU (device {ExecutionDevice.Cpu}): {lack}");
    }
}
