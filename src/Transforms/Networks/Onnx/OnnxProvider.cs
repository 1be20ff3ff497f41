using Microsoft.ML.OnnxRuntime;

namespace NasPipelines.Networks.Onnx;

/// <summary>An execution provider of ONNX Runtime.</summary>
/// <param name="Name">The name that ONNX Runtime lists it by.</param>
/// <param name="HasTrainingNorms">Whether its batch normalisation can use the statistics of the batch.</param>
/// <param name="Append">Adds it to the options of a session.</param>
internal sealed record OnnxProvider(string Name, bool HasTrainingNorms, Action<SessionOptions, int> Append)
{
    public static OnnxProvider Cpu { get; } = new("CPUExecutionProvider", true, (_, _) => { });

    public static OnnxProvider Cuda { get; } = new("CUDAExecutionProvider", false, AppendCuda);

    /// <summary>What it does not take runs by CUDA, not on the CPU.</summary>
    public static OnnxProvider TensorRt { get; } = new("TensorrtExecutionProvider", false, (options, device) =>
    {
        options.AppendExecutionProvider_Tensorrt(device);
        AppendCuda(options, device);
    });

    /// <summary>
    /// Settings of CUDA for thousands of small networks, each of which runs once: convolutions are chosen by rule, not by trying all,
    /// memory grows by what is asked for, and float32 stays float32. There are no CUDA graphs: the network of a whole space branches, and
    /// with TensorRT they repeat their first result.
    /// </summary>
    public static IReadOnlyDictionary<string, string> CudaSettings { get; } = new Dictionary<string, string>
    {
        ["cudnn_conv_algo_search"] = "HEURISTIC",
        ["arena_extend_strategy"] = "kSameAsRequested",
        ["use_tf32"] = "0",
    };

    /// <summary>Number of the device.</summary>
    public int Device { get; init; }

    /// <summary>Where networks run, in a word.</summary>
    public string Place => Name == Cpu.Name ? "cpu" : FormattableString.Invariant($"{(Name == Cuda.Name ? "cuda" : "tensorrt")}:{Device}");

    /// <summary>Where its values lie; to be disposed where it is not the CPU's.</summary>
    public OrtMemoryInfo Memory() => Name == Cpu.Name
        ? OrtMemoryInfo.DefaultInstance
        : new("Cuda", OrtAllocatorType.DeviceAllocator, Device, OrtMemType.Default);

    /// <summary>The names of those that the native library at hand has.</summary>
    public static IReadOnlyList<string> Available() => OrtEnv.Instance().GetAvailableProviders();

    /// <summary>Why it cannot be used, by trying; null where it can.</summary>
    public string? Fault()
    {
        using var options = new SessionOptions();
        try
        {
            AppendTo(options);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    /// <exception cref="InvalidOperationException">The provider is there, but its device or driver is not.</exception>
    public void AppendTo(SessionOptions options)
    {
        try
        {
            Append(options, Device);
        }
        catch (OnnxRuntimeException e)
        {
            var fault = e.Message.Split('\n')[0].TrimEnd('.', '\r');
            throw new InvalidOperationException(
                $"{Name} cannot be used on device {Device}: {fault}. {ProviderDiagnosis.Of(this, Available())}.", e);
        }
    }

    private static void AppendCuda(SessionOptions options, int device)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new(CudaSettings) { ["device_id"] = FormattableString.Invariant($"{device}") });
        options.AppendExecutionProvider_CUDA(cuda);
    }
}
