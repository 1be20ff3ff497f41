using NasPipelines.Networks;

namespace NasPipelines.Cluster.Tests;

/// <summary>Loads the native library before silos score in this process.</summary>
[SetUpFixture]
public sealed class NativeSetUp
{
    [OneTimeSetUp]
    public void Load()
    {
        NasRuntime.Load();
        NasRuntime.Tune();
    }
}
