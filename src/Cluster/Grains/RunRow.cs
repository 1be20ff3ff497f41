namespace NasPipelines.Cluster.Grains;

/// <summary>The row of an architecture.</summary>
/// <param name="Place">The architecture, by its place in the run.</param>
/// <param name="Bytes">The row.</param>
[GenerateSerializer, Immutable, Alias("nas.RunRow")]
internal readonly record struct RunRow([property: Id(0)] int Place, [property: Id(1)] byte[] Bytes);
