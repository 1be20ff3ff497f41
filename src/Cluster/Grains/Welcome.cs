namespace NasPipelines.Cluster.Grains;

/// <summary>What a silo is told that says it is there.</summary>
/// <param name="Runs">The runs that need workers.</param>
/// <param name="Seconds">When to say it again: the more silos there are, the later, lest they keep one grain busy.</param>
[GenerateSerializer, Immutable, Alias("nas.Welcome")]
internal sealed record Welcome([property: Id(0)] string[] Runs, [property: Id(1)] double Seconds);
