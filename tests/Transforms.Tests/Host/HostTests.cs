using NasPipelines.Networks;
using System.Diagnostics;
using NasPipelines.Networks.Native;

namespace NasPipelines.Tests.Host;

/// <summary>What an application sees that uses TorchSharp itself, in processes of their own.</summary>
public sealed class HostTests
{
    [Test]
    public void Load_AfterTorchSharpFailedInThisProcess_SaysInALineWhatToCallFirst()
    {
        var lines = Run(HostProgram.TorchFirst);

        if (LibTorch.EnsureLoaded().Action != LibTorchAction.LoadedPatchedCopy)
        {
            Assert.That(lines, Is.EqualTo(new[] { "works", "works", "works" }), "this system loads TorchSharp as it is");
            return;
        }

        Assert.That(lines[0], Does.StartWith("TypeInitializationException"));
        Assert.That(lines[1], Does.StartWith("InvalidOperationException").And.Contain("NasRuntime.Load() first").And.Not.Contain(" | "));
        Assert.That(lines[2], Is.EqualTo(lines[1]));
    }

    [Test]
    public void TorchSharp_AfterAnyUseOfTheLibrary_Works() =>
        Assert.That(Run(HostProgram.LibraryFirst), Is.EqualTo(new[] { "works", "works", "works" }));

    // Where in memory tensors lie differs from process to process.
    [Test]
    public void Score_InOtherProcesses_IsTheSameBits()
    {
        var expected = Run(HostProgram.Scores, "0");

        Assert.That(expected, Has.Length.EqualTo(6));
        Assert.That(Run(HostProgram.Scores, "2"), Is.EqualTo(expected));
    }

    private static string[] Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(HostProgram).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // TorchSharp would copy its packages beside the application where it fails to load.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Path.GetTempPath(), "naspipelines-none");
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();

        Assert.That(process.ExitCode, Is.Zero, error.Result);
        return [.. output.Result.Split(Environment.NewLine).Where(l => l.StartsWith(HostProgram.Result, StringComparison.Ordinal)).Select(
            l => l[HostProgram.Result.Length..])];
    }
}
