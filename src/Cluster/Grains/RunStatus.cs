namespace NasPipelines.Cluster.Grains;

/// <summary>How far a run is.</summary>
[GenerateSerializer, Immutable, Alias("nas.RunStatus")]
internal sealed record RunStatus
{
    /// <summary>The run.</summary>
    [Id(0)]
    public string Run { get; init; } = "";

    /// <summary>What has become of it.</summary>
    [Id(1)]
    public RunPhase Phase { get; init; }

    /// <summary>The names of the scores.</summary>
    [Id(2)]
    public string Scores { get; init; } = "";

    /// <summary>The machine that asked for them.</summary>
    [Id(3)]
    public string Client { get; init; } = "";

    /// <summary>The number of architectures.</summary>
    [Id(4)]
    public int Count { get; init; }

    /// <summary>Architectures whose rows are there.</summary>
    [Id(5)]
    public int Done { get; init; }

    /// <summary>Those among them whose scoring failed.</summary>
    [Id(6)]
    public int Failed { get; init; }

    /// <summary>Batches that were lost with their workers.</summary>
    [Id(7)]
    public int Lost { get; init; }

    /// <summary>Workers that were heard of lately.</summary>
    [Id(8)]
    public int Workers { get; init; }

    /// <summary>Architectures per second, of the last minute.</summary>
    [Id(9)]
    public double PerSecond { get; init; }

    /// <summary>Silos that refuse it, and why.</summary>
    [Id(10)]
    public string[] Refusals { get; init; } = [];

    /// <summary>The silo that coordinates it.</summary>
    [Id(11)]
    public string Silo { get; init; } = "";

    /// <summary>Reasons of failures with their numbers, the most frequent first.</summary>
    [Id(12)]
    public string[] Reasons { get; init; } = [];
}
