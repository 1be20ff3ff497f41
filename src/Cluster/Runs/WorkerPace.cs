namespace NasPipelines.Cluster.Runs;

/// <summary>How fast a worker is, and how much it is lent at a time.</summary>
internal sealed class WorkerPace
{
    private const int Growth = 8;

    private double _seconds;
    private int _last;

    /// <summary>When it was last heard of.</summary>
    public TimeSpan Heard { get; set; }

    /// <summary>Learns what a batch took; what is recent counts half.</summary>
    public void Learn(int architectures, double seconds)
    {
        var each = seconds / architectures;
        _seconds = _seconds == 0 ? each : (_seconds + each) / 2;
    }

    /// <summary>
    /// The size of its next batch: as many as take about the time of a batch, and at the end a fair part of what is left. A first batch is
    /// small, and each at most eight times the last: a few fast architectures say little of the others.
    /// </summary>
    /// <param name="rules">The time of a batch.</param>
    /// <param name="waiting">How many architectures nobody scores.</param>
    /// <param name="workers">How many workers there are.</param>
    /// <param name="usual">Seconds of an architecture on the other workers; 0 where they are not known.</param>
    public int Next(LeaseRules rules, int waiting, int workers, double usual)
    {
        var seconds = _seconds > 0 ? _seconds : usual;
        var wanted = seconds > 0 ? Math.Min(rules.Most, rules.Batch.TotalSeconds / seconds) : 1;
        var fair = (waiting + (2 * workers) - 1) / (2 * workers);
        return _last = Math.Max(1, Math.Min(Math.Min((int)wanted, _seconds > 0 ? Growth * _last : Growth), fair));
    }
}
