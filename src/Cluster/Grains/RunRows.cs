namespace NasPipelines.Cluster.Grains;

/// <summary>Some of the rows of a run, and how far it is.</summary>
/// <param name="Epoch">The life of the coordinator: in another one, rows came in another order.</param>
/// <param name="First">How many rows came before these.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Status">How far the run is.</param>
[GenerateSerializer, Immutable, Alias("nas.RunRows")]
internal sealed record RunRows(
    [property: Id(0)] long Epoch, [property: Id(1)] int First, [property: Id(2)] RunRow[] Rows, [property: Id(3)] RunStatus Status);
