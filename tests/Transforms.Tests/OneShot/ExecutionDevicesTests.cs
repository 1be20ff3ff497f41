using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Onnx;
using NasPipelines.OneShot;

namespace NasPipelines.Tests.OneShot;

/// <summary>No GPU is needed: the list of providers is given.</summary>
public sealed class ExecutionDevicesTests
{
    private static readonly string[] CpuOnly = ["CPUExecutionProvider"];

    [Test]
    public void Available_OfTheNativeLibrary_HasTheCpu() => Assert.That(OnnxProvider.Available(), Does.Contain(OnnxProvider.Cpu.Name));

    [TestCase(ExecutionDevice.Cuda, "CUDAExecutionProvider")]
    [TestCase(ExecutionDevice.TensorRt, "TensorrtExecutionProvider")]
    public void Resolve_NotAvailable_IsAnErrorThatSaysWhatToDo(ExecutionDevice device, string provider) => Assert.That(
        () => ExecutionDevices.Resolve(new MLContext { FallbackToCpu = false }, device, CpuOnly),
        Throws.InvalidOperationException.With.Message.Contains(provider).And.Message
            .Contains("Accelerator=Cuda").And.Message.Contains("FallbackToCpu"));

    // As where the GPU package is there, and no driver.
    [Test]
    public void Resolve_AvailableAndNotUsable_IsRefusedOrFallsBack()
    {
        string[] both = ["CUDAExecutionProvider", .. CpuOnly];
        Assert.That(
            () => ExecutionDevices.Resolve(
                new MLContext { FallbackToCpu = false }, ExecutionDevice.Cuda, both, p => $"{p.Name}: no driver."),
            Throws.InvalidOperationException.With.Message.StartsWith("Device Cuda is not available: CUDAExecutionProvider: no driver."));
        Assert.That(
            ExecutionDevices.Resolve(new MLContext { FallbackToCpu = true }, ExecutionDevice.Cuda, both, _ => "no driver"),
            Is.EqualTo(OnnxProvider.Cpu));
    }

    [Test]
    public void Resolve_NotAvailableWithFallback_WarnsOnceWithBothDevices()
    {
        var context = new MLContext { FallbackToCpu = true };
        List<string> warnings = [];
        context.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };
        var provider = ExecutionDevices.Resolve(context, ExecutionDevice.Cuda, CpuOnly);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(provider, Is.EqualTo(OnnxProvider.Cpu));
            Assert.That(warnings, Has.Count.EqualTo(1));
            Assert.That(warnings[0], Does.Contain("Cuda").And.Contain("Cpu"));
        }
    }

    [TestCase(ExecutionDevice.Cuda, "libtorch CUDA: ", "TorchSharp-cuda-linux")]
    [TestCase(ExecutionDevice.TensorRt, "libtorch", "Cuda only")]
    public void ResolveTorch_NotAvailable_IsAnErrorOfOneLineThatSaysWhatToDo(ExecutionDevice device, string what, string right)
    {
        LeaveIfCudaIsThere();
        Assert.That(
            () => ExecutionDevices.ResolveTorch(new MLContext { FallbackToCpu = false }, device),
            Throws.InvalidOperationException.With.Message.Contains(what).And.Message.Contains(right).And.Message.Contains("FallbackToCpu")
                .And.Message.Not.Contains("\n"));
    }

    [Test]
    public void ResolveTorch_NotAvailableWithFallback_WarnsAndTakesTheCpu()
    {
        LeaveIfCudaIsThere();
        var context = new MLContext { FallbackToCpu = true };
        List<string> warnings = [];
        context.Log += (_, e) => warnings.AddRange(e.Kind == ChannelMessageKind.Warning ? [e.RawMessage] : []);

        Assert.That(ExecutionDevices.ResolveTorch(context, ExecutionDevice.Cuda), Is.Null);
        Assert.That(warnings, Has.Count.EqualTo(1).And.All.Contains("Device Cuda is not available, scores come from the CPU"));
    }

    [Test]
    public void ResolveTorch_Null_FollowsTheContext()
    {
        LeaveIfCudaIsThere();
        Assert.That(ExecutionDevices.ResolveTorch(new MLContext(), null), Is.Null);
        Assert.That(ExecutionDevices.ResolveTorch(new MLContext { GpuDeviceId = 1 }, ExecutionDevice.Cpu), Is.Null);
        Assert.That(
            () => ExecutionDevices.ResolveTorch(new MLContext { GpuDeviceId = 1, FallbackToCpu = false }, null),
            Throws.InvalidOperationException.With.Message.Contains("Device Cuda is not available"));
    }

    [Test]
    public void Resolve_Null_FollowsTheContext()
    {
        var gpu = new MLContext { GpuDeviceId = 2 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ExecutionDevices.Resolve(new MLContext(), null, CpuOnly), Is.EqualTo(OnnxProvider.Cpu));
            Assert.That(
                ExecutionDevices.Resolve(gpu, null, ["CUDAExecutionProvider", .. CpuOnly], _ => null),
                Is.EqualTo(OnnxProvider.Cuda with { Device = 2 }));
            Assert.That(ExecutionDevices.Resolve(gpu, ExecutionDevice.Cpu, CpuOnly).Name, Is.EqualTo(OnnxProvider.Cpu.Name));
        }
    }

    private static void LeaveIfCudaIsThere()
    {
        if (LibTorch.BringsCuda)
        {
            Assert.Ignore("this build brings a libtorch for CUDA");
        }
    }
}
