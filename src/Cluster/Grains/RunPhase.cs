namespace NasPipelines.Cluster.Grains;

/// <summary>What has become of a run.</summary>
internal enum RunPhase
{
    /// <summary>The cluster does not know it (any more).</summary>
    Unknown,

    /// <summary>It is being told what to score.</summary>
    Preparing,

    /// <summary>Its architectures are being scored.</summary>
    Running,

    /// <summary>All rows are there.</summary>
    Done,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>There are workers, and all refuse it.</summary>
    Refused,
}
