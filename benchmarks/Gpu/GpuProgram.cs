using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using NasPipelines.Networks;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Onnx;

namespace NasPipelines.Benchmarks.Gpu;

/// <summary>
/// All that is to be measured and checked on a GPU, in one run of a few minutes and one file: what the doctor says, one-shot scores by CUDA
/// and TensorRT and zero-shot scores by libtorch, each beside the CPU. A rehearsal has the CPU in the place of the GPU.
/// </summary>
internal static class GpuProgram
{
    private const string Results = "gpu-results.json";

    // Parts that are begun later are left out; the longest takes a minute.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6.5);

    public static int Run(RunOptions options, TextWriter output)
    {
        var (path, before) = (options.Output ?? Results, Device());
        var report = new GpuReport(path, Limit, About, output);
        report.Run("doctor", null, () =>
        {
            var found = NasRuntime.Diagnose();
            return (found.Any(d => d.Name == OnnxProvider.Cuda.Name && d.IsIncluded && d.Missing.Count == 0), found.Select(d => $"{d}"));
        });
        OneShot("cuda", OnnxProvider.Cuda, options.Architectures);
        OneShot("tensorrt", OnnxProvider.TensorRt, 1); // an engine is built for each network
        report.Run("zero-shot, cuda", options.Rehearse ? null : CudaTorch.Lack(0), () => GpuZeroShot.Measure(
            options.Rehearse ? new(TorchSharp.DeviceType.CPU) : CudaTorch.Open(0), options, output));
        output.WriteLine($"written to {Path.GetFullPath(path)}");
        return report.Holds ? 0 : 1;

        object About() => new
        {
            options.Rehearse,
            Options = $"{options}",
            Machine = Machine.State(),
            RuntimeInformation.OSDescription,
            OnnxRuntime = OrtEnv.Instance().GetVersionString(),
            OrtSettings = OnnxProvider.CudaSettings,
            TorchSharp = typeof(TorchSharp.torch).Assembly.GetName().Version?.ToString(),
            Libtorch = TorchSharp.torch.__version__,
            Device = new { Before = before, After = Device() },
        };

        void OneShot(string name, OnnxProvider provider, int architectures)
        {
            var measured = options.Rehearse ? OnnxProvider.Cpu : provider;
            var fault = OnnxProvider.Available().Contains(measured.Name)
                ? measured.Fault() : $"{ProviderDiagnosis.Of(measured, OnnxProvider.Available())}";
            foreach (var (channels, cells) in options.Rehearse ? [(8, 1)] : new[] { (8, 1), (16, 5) })
            {
                report.Run($"one-shot, {name}, C={channels} N={cells}", measured == OnnxProvider.Cpu ? null : fault, () =>
                    GpuOneShot.Measure(measured, channels, cells, options with { Architectures = architectures }, output));
            }
        }
    }

    /// <summary>Name, driver and memory of the GPUs, as the driver's own tool says it.</summary>
    private static string Device()
    {
        string[] asked = ["--query-gpu=name,driver_version,memory.used,memory.total", "--format=csv,noheader"];
        try
        {
            using var tool = Process.Start(new ProcessStartInfo("nvidia-smi", asked) { RedirectStandardOutput = true })!;
            var said = tool.StandardOutput.ReadToEnd().Trim();
            tool.WaitForExit();
            return said;
        }
        catch (Win32Exception e)
        {
            return $"nvidia-smi: {e.Message}";
        }
    }
}
