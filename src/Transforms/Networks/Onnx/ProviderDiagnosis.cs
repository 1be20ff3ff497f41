using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using NasPipelines.Networks.Native;

namespace NasPipelines.Networks.Onnx;

/// <summary>Whether an execution provider of ONNX Runtime, or CUDA in libtorch, can work here, and what it lacks.</summary>
public sealed class ProviderDiagnosis
{
    // CUDA 13 needs a driver of the 580 series; file names are those that ONNX Runtime 1.31 asks the loader for.
    private static readonly (string Linux, string Windows, string What)[] Cuda =
    [
        ("libcuda.so.1", "nvcuda.dll", "the NVIDIA driver, 580 or newer"),
        ("libcudart.so.13", "cudart64_13.dll", "CUDA 13"),
        ("libcublas.so.13", "cublas64_13.dll", "CUDA 13"),
        ("libcublasLt.so.13", "cublasLt64_13.dll", "CUDA 13"),
        ("libcurand.so.10", "curand64_10.dll", "CUDA 13"),
        ("libcudnn.so.9", "cudnn64_9.dll", "cuDNN 9"),
    ];

    private static readonly (string Linux, string Windows, string What) TensorRt =
        ("libnvinfer.so.10", "nvinfer_10.dll", "TensorRT 10");

    // What CUDA 12.8 needs, of which the packages of TorchSharp 0.107 have the rest.
    private static readonly (string Linux, string Windows, string What)[] Torch =
        [("libcuda.so.1", "nvcuda.dll", "the NVIDIA driver, 570 or newer")];

    private readonly string _absence;

    private ProviderDiagnosis(string name, bool included, string absence, IReadOnlyList<string> missing) =>
        (Name, IsIncluded, _absence, Missing) = (name, included, absence, missing);

    /// <summary>The provider's name, as ONNX Runtime lists it; <c>libtorch CUDA</c> for that of zero-shot scores.</summary>
    public string Name { get; }

    /// <summary>Whether the native libraries that the application brings have it.</summary>
    public bool IsIncluded { get; }

    /// <summary>The native libraries that it needs and that cannot be loaded, each with the product and version that has it.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The diagnosis in a sentence.</summary>
    public override string ToString()
    {
        List<string> lacks = [];
        if (!IsIncluded)
        {
            lacks.Add(_absence);
        }

        if (Missing.Count > 0)
        {
            lacks.Add($"missing: {string.Join(", ", Missing)}");
        }

        return lacks.Count == 0 ? $"{Name}: its libraries are there" : $"{Name}: {string.Join("; ", lacks)}";
    }

    /// <summary>Looks at every provider that can be chosen, and at libtorch.</summary>
    /// <exception cref="DllNotFoundException">The application has no native library of ONNX Runtime.</exception>
    internal static IReadOnlyList<ProviderDiagnosis> All()
    {
        var environment = OrtEnv.Instance();
        return
        [
            .. ((OnnxProvider[])[OnnxProvider.Cpu, OnnxProvider.Cuda, OnnxProvider.TensorRt])
                .Select(provider => Of(provider, environment.GetVersionString(), environment.GetAvailableProviders(), Loads)),
            OfTorch(),
        ];
    }

    /// <summary>Looks at a provider.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="version">The version of ONNX Runtime.</param>
    /// <param name="available">The providers that its native library has.</param>
    /// <param name="loads">Whether a native library of a name can be loaded.</param>
    internal static ProviderDiagnosis Of(
        OnnxProvider provider, string version, IReadOnlyList<string> available, Func<string, bool> loads)
    {
        var needed = provider.Name == OnnxProvider.Cpu.Name ? []
            : provider.Name == OnnxProvider.Cuda.Name ? Cuda
            : [.. Cuda, TensorRt];
        return new(
            provider.Name, available.Contains(provider.Name),
            $"it is not in ONNX Runtime {version} as this application has it; one built with Accelerator=Cuda has it",
            Lacking(needed, loads));
    }

    /// <summary>Looks at CUDA in libtorch.</summary>
    /// <param name="included">Whether the application brings it.</param>
    /// <param name="loads">Whether a native library of a name can be loaded.</param>
    internal static ProviderDiagnosis OfTorch(bool included, Func<string, bool> loads) => new(
        "libtorch CUDA", included,
        "this application brings libtorch for the CPU only; one that references TorchSharp-cuda-linux or TorchSharp-cuda-windows in place "
            + "of TorchSharp-cpu has it",
        Lacking(Torch, loads));

    /// <summary>Looks at CUDA in the libtorch at hand.</summary>
    internal static ProviderDiagnosis OfTorch() => OfTorch(LibTorch.BringsCuda, Loads);

    /// <summary>Looks at a provider of the native library at hand.</summary>
    internal static ProviderDiagnosis Of(OnnxProvider provider, IReadOnlyList<string> available) =>
        Of(provider, OrtEnv.Instance().GetVersionString(), available, Loads);

    private static IReadOnlyList<string> Lacking((string Linux, string Windows, string What)[] needed, Func<string, bool> loads) =>
    [
        .. needed.Select(n => (File: OperatingSystem.IsWindows() ? n.Windows : n.Linux, n.What))
            .Where(n => !loads(n.File)).Select(n => $"{n.File} ({n.What})"),
    ];

    private static bool Loads(string name)
    {
        if (!NativeLibrary.TryLoad(name, out var library))
        {
            return false;
        }

        NativeLibrary.Free(library);
        return true;
    }
}
