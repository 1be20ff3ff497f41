using NasPipelines.Networks;
using System.Runtime.InteropServices;
using NasPipelines.Networks.Native;
using TorchSharp;

namespace NasPipelines.Tests.Networks;

[TestFixture]
public sealed class LibTorchTests
{
    [Test]
    public void EnsureLoaded_BeforeFirstUse_TorchComputesAndDifferentiates()
    {
        LibTorch.EnsureLoaded();

        using var scope = torch.NewDisposeScope();
        var input = torch.ones(1, 1, 3, 3);
        var weight = torch.full([1, 1, 3, 3], 2f).requires_grad_(true);
        var output = torch.nn.functional.conv2d(input, weight, padding: [1, 1]);
        output.sum().backward();

        Assert.That(output[0, 0, 1, 1].item<float>(), Is.EqualTo(18f), "nine products of 1 and 2");
        Assert.That(weight.grad![0, 0, 1, 1].item<float>(), Is.EqualTo(9f), "the centre weight meets nine pixels");
        Assert.That(weight.grad![0, 0, 0, 0].item<float>(), Is.EqualTo(4f), "a corner weight meets four");
    }

    [Test]
    public void EnsureLoaded_Always_LeavesTheOriginalAsItIs()
    {
        var original = Original();
        var before = File.ReadAllBytes(original);
        var written = File.GetLastWriteTimeUtc(original);

        LibTorch.EnsureLoaded();

        Assert.That(File.ReadAllBytes(original), Is.EqualTo(before));
        Assert.That(File.GetLastWriteTimeUtc(original), Is.EqualTo(written));
    }

    [Test]
    public void EnsureLoaded_SecondCall_DoesNothing()
    {
        var first = LibTorch.EnsureLoaded();
        var written = first.PatchedCopy is { } copy ? File.GetLastWriteTimeUtc(copy) : default;

        Assert.That(LibTorch.EnsureLoaded(), Is.SameAs(first));
        Assert.That(first.PatchedCopy is { } again ? File.GetLastWriteTimeUtc(again) : default, Is.EqualTo(written));
    }

    [Test]
    public void EnsureLoaded_ByTheRuntimeOfThisSystem_ActsOnlyWhereTheSymbolIsMissing()
    {
        Original();
        var missing = NativeLibrary.TryLoad("libstdc++.so.6", out var runtime)
            && !NativeLibrary.TryGetExport(runtime, "_ZSt21ios_base_library_initv", out _);

        var outcome = LibTorch.EnsureLoaded();

        Assert.That(outcome.Action, Is.EqualTo(missing ? LibTorchAction.LoadedPatchedCopy : LibTorchAction.NotNeeded));
    }

    [Test]
    public void StoreIn_ManyWritersAndADamagedFile_EndsWithTheContentAndNothingElse()
    {
        var folder = Directory.CreateTempSubdirectory("naspipelines-");
        try
        {
            var content = new byte[100_000];
            new Random(1).NextBytes(content);
            File.WriteAllText(Path.Combine(folder.FullName, "libLibTorchSharp.so"), "half a file");

            Parallel.For(0, 16, _ => LibTorch.StoreIn(folder.FullName, content));

            var file = folder.GetFiles().Single();
            Assert.That(File.ReadAllBytes(file.FullName), Is.EqualTo(content));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void Tune_OnGlibc_TakesTheSettings()
    {
        var glibc = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _)
            && Environment.GetEnvironmentVariables().Keys.Cast<string>().All(name => !name.StartsWith("MALLOC_", StringComparison.Ordinal));

        Assert.That(NasRuntime.Tune(), Is.EqualTo(glibc));
        Assert.That(NasRuntime.Tune(), Is.EqualTo(glibc), "a further call does nothing");
    }

    [Test]
    [Platform("Linux")]
    public void Tune_NothingSetByTheUser_ThreadsOfOpenMPSleepSoon()
    {
        NasRuntime.Tune();

        var ours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY")) ? "1000" : null;
        Assert.That(
            Marshal.PtrToStringUTF8(GetNativeVariable("GOMP_SPINCOUNT")),
            Is.EqualTo(Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") ?? ours));
    }

    private static string Original()
    {
        if (!OperatingSystem.IsLinux() || LibTorch.FindOriginal() is not { } original)
        {
            Assert.Ignore("needs TorchSharp's native library for Linux beside the tests");
            return "";
        }

        return original;
    }

    [DllImport("libc.so.6", EntryPoint = "getenv", CharSet = CharSet.Ansi)]
    private static extern nint GetNativeVariable(string name);
}
