namespace NasPipelines.Cluster.Grains;

/// <summary>Some of the rows of a run, and how far it is.</summary>
[GenerateSerializer, Immutable, Alias("nas.RunRows")]
internal sealed record RunRows([property: Id(0)] RunRow[] Rows, [property: Id(1)] RunStatus Status);
