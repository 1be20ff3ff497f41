using NasPipelines.Networks;

namespace NasPipelines.Trainers.Tests;

/// <summary>Loads the native library before tests use TorchSharp themselves.</summary>
[SetUpFixture]
public sealed class NativeSetUp
{
    [OneTimeSetUp]
    public void Load()
    {
        LibTorch.EnsureLoaded();
        TorchThreads.Set(1);
    }
}
