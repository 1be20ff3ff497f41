namespace NasPipelines.Cluster.Runs;

/// <summary>Architectures that are lent to a worker.</summary>
/// <param name="Lease">The number of the lease.</param>
/// <param name="Places">The architectures, by their places in the run, in the order to score them in.</param>
internal sealed record Batch(long Lease, int[] Places);
