using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;

namespace NasPipelines.Tests.Networks.Onnx;

/// <summary>No GPU is needed: what loads is given.</summary>
internal sealed class ProviderDiagnosisTests
{
    private static readonly string[] Gpu = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"];

    [Test]
    public void Of_LibrariesThatAreThere_LacksNothing()
    {
        var diagnosis = ProviderDiagnosis.Of(OnnxProvider.TensorRt, "1.31.0", Gpu, _ => true);
        Assert.That(diagnosis.Missing, Is.Empty);
        Assert.That($"{diagnosis}", Is.EqualTo("TensorrtExecutionProvider: its libraries are there"));
    }

    [Test]
    public void Of_OneMissingLibrary_IsNamedWithTheProductThatHasIt()
    {
        var diagnosis = ProviderDiagnosis.Of(OnnxProvider.Cuda, "1.31.0", Gpu, name => !name.Contains("cudnn", StringComparison.Ordinal));
        Assert.That(diagnosis.Missing, Has.Count.EqualTo(1).And.All.Contains("cuDNN 9"));
        Assert.That($"{diagnosis}", Does.StartWith("CUDAExecutionProvider: missing: ").And.Not.Contains("Accelerator=Cuda"));
    }

    [Test]
    public void Of_ProviderThatIsNotIncluded_SaysWhichBuildHasIt() => Assert.That(
        $"{ProviderDiagnosis.Of(OnnxProvider.Cuda, "1.31.1", ["CPUExecutionProvider"], _ => true)}",
        Does.Contain("it is not in ONNX Runtime 1.31.1").And.Contain("Accelerator=Cuda").And.Not.Contain("missing"));

    [TestCase(false, true, "TorchSharp-cuda-linux", "missing")]
    [TestCase(true, false, "missing: ", "TorchSharp-cuda")]
    [TestCase(true, true, "its libraries are there", "missing")]
    public void OfTorch_SaysWhatToReferenceAndWhatIsMissing(bool included, bool driver, string says, string saysNot) => Assert.That(
        $"{ProviderDiagnosis.OfTorch(included, _ => driver)}",
        Does.StartWith("libtorch CUDA: ").And.Contain(says).And.Not.Contain(saysNot));

    // Of a build with Accelerator=Cuda, which .ci/cuda makes.
    [Test]
    public void Fault_OfCudaWithoutItsLibraries_IsALineWithWhatIsMissing()
    {
        var diagnosis = ProviderDiagnosis.Of(OnnxProvider.Cuda, OnnxProvider.Available());
        if (!diagnosis.IsIncluded || diagnosis.Missing.Count == 0)
        {
            Assert.Ignore("this build has no CUDA provider, or this machine has its libraries");
        }

        Assert.That(OnnxProvider.Cuda.Fault(), Does.Contain($"{diagnosis}").And.Not.Contain("\n"));
        Assert.That(OnnxProvider.TensorRt.Fault(), Does.Contain("libnvinfer.so.10").Or.Contain("nvinfer_10.dll"));
    }

    [Test]
    public void Diagnose_OfThisMachine_HasTheCpu()
    {
        var providers = NasRuntime.Diagnose();
        Assert.That(providers, Has.Count.EqualTo(4));
        Assert.That(providers[0].IsIncluded && providers[0].Missing.Count == 0);
        Assert.That(providers[3].Name, Is.EqualTo("libtorch CUDA"));
    }
}
