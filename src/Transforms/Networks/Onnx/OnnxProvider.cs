using Microsoft.ML.OnnxRuntime;

namespace NasPipelines.Networks.Onnx;

/// <summary>An execution provider of ONNX Runtime.</summary>
/// <param name="Name">The name that ONNX Runtime lists it by.</param>
/// <param name="HasTrainingNorms">Whether its batch normalisation can use the statistics of the batch.</param>
/// <param name="Append">Adds it to the options of a session.</param>
internal sealed record OnnxProvider(string Name, bool HasTrainingNorms, Action<SessionOptions, int> Append)
{
    public static OnnxProvider Cpu { get; } = new("CPUExecutionProvider", true, (_, _) => { });

    public static OnnxProvider Cuda { get; } = new(
        "CUDAExecutionProvider", false, (options, device) => options.AppendExecutionProvider_CUDA(device));

    public static OnnxProvider TensorRt { get; } =
        new("TensorrtExecutionProvider", false, (options, device) => options.AppendExecutionProvider_Tensorrt(device));

    /// <summary>Number of the device.</summary>
    public int Device { get; init; }

    /// <summary>Where networks run, in a word.</summary>
    public string Place => Name == Cpu.Name ? "cpu" : FormattableString.Invariant($"{(Name == Cuda.Name ? "cuda" : "tensorrt")}:{Device}");

    /// <summary>The names of those that the native library at hand has.</summary>
    public static IReadOnlyList<string> Available() => OrtEnv.Instance().GetAvailableProviders();

    /// <exception cref="InvalidOperationException">The provider is there, but its device or driver is not.</exception>
    public void AppendTo(SessionOptions options)
    {
        try
        {
            Append(options, Device);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException(
                $"{Name} cannot be used on device {Device}: {e.Message} {ProviderDiagnosis.Of(this, Available())}.", e);
        }
    }
}
