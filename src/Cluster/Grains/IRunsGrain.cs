namespace NasPipelines.Cluster.Grains;

/// <summary>Which runs and silos there are: nothing that is not told again within seconds.</summary>
[Alias("nas.IRunsGrain")]
internal interface IRunsGrain : IGrainWithIntegerKey
{
    /// <summary>A run tells how far it is.</summary>
    /// <returns>The silos that have workers.</returns>
    [Alias("Announce")]
    Task<string[]> Announce(RunStatus run);

    /// <summary>A silo says that it is there, and asks for the runs that need workers.</summary>
    [Alias("Greet")]
    Task<Welcome> Greet(SiloState silo);

    /// <summary>The runs, the latest first.</summary>
    [Alias("Runs")]
    Task<RunStatus[]> Runs();

    /// <summary>The silos by name.</summary>
    [Alias("Silos")]
    Task<SiloState[]> Silos();
}
