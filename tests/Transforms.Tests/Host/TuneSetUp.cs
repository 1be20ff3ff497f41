using NasPipelines.Networks;

/// <summary>Tunes the process for tensors, as <c>nas</c> does, for all tests of the assembly.</summary>
[SetUpFixture]
#pragma warning disable CA1050 // Outside of namespaces it is for all of them.
public sealed class TuneSetUp
#pragma warning restore CA1050
{
    [OneTimeSetUp]
    public void Tune() => NasRuntime.Tune();
}
