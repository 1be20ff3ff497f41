using Microsoft.ML;
using Microsoft.ML.Runtime;
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

    [Test]
    public void Resolve_Null_FollowsTheContext()
    {
        var gpu = new MLContext { GpuDeviceId = 2 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ExecutionDevices.Resolve(new MLContext(), null, CpuOnly), Is.EqualTo(OnnxProvider.Cpu));
            Assert.That(
                ExecutionDevices.Resolve(gpu, null, ["CUDAExecutionProvider", .. CpuOnly]),
                Is.EqualTo(OnnxProvider.Cuda with { Device = 2 }));
            Assert.That(ExecutionDevices.Resolve(gpu, ExecutionDevice.Cpu, CpuOnly).Name, Is.EqualTo(OnnxProvider.Cpu.Name));
        }
    }
}
