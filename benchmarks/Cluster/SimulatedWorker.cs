using NasPipelines.Cluster.Runs;

namespace NasPipelines.Benchmarks.Cluster;

/// <summary>A worker of a simulation.</summary>
/// <param name="silo">Its process.</param>
/// <param name="name">Its name.</param>
internal sealed class SimulatedWorker(string silo, string name)
{
    public string Silo { get; } = silo;

    public string Name { get; } = name;

    /// <summary>What is due to a worker holds for one life: a batch, or a time without one.</summary>
    public int Life { get; private set; }

    public bool IsAlive { get; set; }

    /// <summary>When it last began to live.</summary>
    public double Born { get; set; }

    public long Lease { get; private set; }

    public int[] Places { get; private set; } = [];

    /// <summary>When its batch was begun.</summary>
    public double Started { get; private set; }

    /// <summary>How many of its batch are scored and told.</summary>
    public int Scored { get; set; }

    /// <summary>Their seconds.</summary>
    public double Spent { get; set; }

    /// <summary>When it last told of what it had scored.</summary>
    public double Told { get; set; }

    public void Begin(Batch batch, double now)
    {
        (Lease, Places, Started, Scored, Spent, Told) = (batch.Lease, batch.Places, now, 0, 0, now);
    }

    /// <summary>What was due to it is void.</summary>
    public void Renew() => (Life, Places, Scored) = (Life + 1, [], 0);

    public void Die()
    {
        IsAlive = false;
        Renew();
    }
}
