namespace NasPipelines.Cluster.Grains;

/// <summary>What a worker is to do next.</summary>
/// <param name="Phase">What has become of the run; there is work of running ones only.</param>
/// <param name="Lease">The batch; 0 where there is nothing to do now.</param>
/// <param name="Places">The architectures, by their places.</param>
/// <param name="Architectures">Their texts.</param>
[GenerateSerializer, Immutable, Alias("nas.WorkOrder")]
internal sealed record WorkOrder(
    [property: Id(0)] RunPhase Phase,
    [property: Id(1)] long Lease,
    [property: Id(2)] int[] Places,
    [property: Id(3)] string[] Architectures);
