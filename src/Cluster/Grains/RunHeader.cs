namespace NasPipelines.Cluster.Grains;

/// <summary>What a run is of.</summary>
/// <param name="Scores">The names of the scores.</param>
/// <param name="Identities">What each of them depends on.</param>
/// <param name="Threads">Threads of one score.</param>
/// <param name="Count">The number of architectures.</param>
/// <param name="Version">The version of the product that asks for them.</param>
/// <param name="Client">The machine that asks.</param>
[GenerateSerializer, Immutable, Alias("nas.RunHeader")]
internal sealed record RunHeader(
    [property: Id(0)] string[] Scores,
    [property: Id(1)] string[] Identities,
    [property: Id(2)] int Threads,
    [property: Id(3)] int Count,
    [property: Id(4)] string Version,
    [property: Id(5)] string Client);
