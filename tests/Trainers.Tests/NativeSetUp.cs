using NasPipelines.Networks;
using TorchSharp;

namespace NasPipelines.Trainers.Tests;

/// <summary>Loads the native library before tests use TorchSharp themselves.</summary>
[SetUpFixture]
public sealed class NativeSetUp
{
    [OneTimeSetUp]
    public void Load()
    {
        NasRuntime.Load();
        NasRuntime.Tune();
        torch.set_num_threads(1);
    }
}
