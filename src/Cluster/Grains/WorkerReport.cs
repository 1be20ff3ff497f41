namespace NasPipelines.Cluster.Grains;

/// <summary>What a worker tells a run's coordinator.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Lease">The batch that it is at; 0 where it has none.</param>
/// <param name="Rows">What it has scored since it last told.</param>
/// <param name="Scored">How many architectures of the batch it has scored.</param>
/// <param name="Seconds">What they took.</param>
[GenerateSerializer, Immutable, Alias("nas.WorkerReport")]
internal sealed record WorkerReport(
    [property: Id(0)] string Worker,
    [property: Id(1)] long Lease,
    [property: Id(2)] RunRow[] Rows,
    [property: Id(3)] int Scored,
    [property: Id(4)] double Seconds);
