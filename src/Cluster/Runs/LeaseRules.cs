namespace NasPipelines.Cluster.Runs;

/// <summary>How work is lent to workers.</summary>
internal sealed record LeaseRules
{
    /// <summary>How long a batch should take; what a lost worker costs at most.</summary>
    public TimeSpan Batch { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without a word a batch is given to somebody else; half of it where that one has nothing to do.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The most architectures in a batch.</summary>
    public int Most { get; init; } = 4096;

    /// <summary>How many workers an architecture may cost, alone in its batch, before it is given up.</summary>
    public int Losses { get; init; } = 3;

    /// <summary>How often a worker says that it is alive.</summary>
    public TimeSpan Beat => Lease / 5;
}
