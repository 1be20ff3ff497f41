using NasPipelines.Cluster.Runs;

namespace NasPipelines.Cluster.Grains;

/// <summary>What people want to know of a run: how fast it is, and why scores are missing.</summary>
internal sealed class RunTally
{
    private const int MostReasons = 20;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly Queue<(TimeSpan Time, int Done)> _past = new();
    private (TimeSpan Time, int Done) _last;

    /// <summary>Rows of failures.</summary>
    public int Failed { get; private set; }

    /// <summary>Architectures per second, of the last minute.</summary>
    public double PerSecond => _past.TryPeek(out var first) && _last.Time > first.Time
        ? (_last.Done - first.Done) / (_last.Time - first.Time).TotalSeconds
        : 0;

    /// <summary>Reasons of failures with their numbers, the most frequent first.</summary>
    public string[] Reasons =>
        [.. _reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value} × {r.Key}")];

    /// <summary>Counts a row.</summary>
    public void Add(byte[] row, int columns)
    {
        if (!RowBytes.IsFailure(row))
        {
            return;
        }

        Failed++;
        var reason = RowBytes.Read(row, columns).Values.Select(v => v.Reason).FirstOrDefault(r => r is not null) ?? "failed";
        if (_reasons.ContainsKey(reason) || _reasons.Count < MostReasons)
        {
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }
    }

    /// <summary>Tells how many rows are there at a time.</summary>
    public void Tell(TimeSpan now, int done)
    {
        _past.Enqueue(_last = (now, done));
        while (now - _past.Peek().Time > Window)
        {
            _past.Dequeue();
        }
    }
}
