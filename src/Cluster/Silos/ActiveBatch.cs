using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Silos;

/// <summary>A batch that a worker is at, and what it has scored of it: seen by the worker and by the beat of its silo.</summary>
/// <param name="worker">The worker.</param>
/// <param name="order">The batch.</param>
internal sealed class ActiveBatch(string worker, WorkOrder order)
{
    private readonly object _gate = new();
    private readonly List<RunRow> _rows = [];
    private int _scored;

    /// <summary>The batch.</summary>
    public WorkOrder Order => order;

    /// <summary>Whether the rest of the batch is another worker's by now.</summary>
    public bool IsLost { get; set; }

    /// <summary>Keeps a row until it is told.</summary>
    public void Add(RunRow row)
    {
        lock (_gate)
        {
            _rows.Add(row);
            _scored++;
        }
    }

    /// <summary>What is to be told now; <see cref="Told"/> says that it was.</summary>
    /// <param name="seconds">What the batch took so far.</param>
    public WorkerReport Report(double seconds)
    {
        lock (_gate)
        {
            return new(worker, order.Lease, [.. _rows], _scored, seconds);
        }
    }

    /// <summary>A report has arrived.</summary>
    public void Told(WorkerReport report)
    {
        var told = report.Rows.Select(row => row.Place).ToHashSet();
        lock (_gate)
        {
            _rows.RemoveAll(row => told.Contains(row.Place));
        }
    }
}
