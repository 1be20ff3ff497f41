namespace NasPipelines.Cluster.Grains;

/// <summary>A silo.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">The machine.</param>
/// <param name="Version">The version of the product.</param>
/// <param name="Workers">How many workers it has.</param>
/// <param name="Busy">How many of them score now.</param>
[GenerateSerializer, Immutable, Alias("nas.SiloState")]
internal sealed record SiloState(
    [property: Id(0)] string Name,
    [property: Id(1)] string Host,
    [property: Id(2)] string Version,
    [property: Id(3)] int Workers,
    [property: Id(4)] int Busy);
