namespace NasPipelines.Cluster.Runs;

/// <summary>
/// Who scores which architectures of a run. Work is lent in batches; who is not heard of for the time of a lease loses his, and others get
/// it. A row that is told is kept whoever tells it, and the first one of an architecture counts: work may be done twice, and results are
/// there once. Nothing in it waits, and it has no clock: times are told to it.
/// </summary>
/// <typeparam name="TRow">The row of an architecture.</typeparam>
internal sealed partial class RunCoordinator<TRow>
    where TRow : class
{
    private readonly LeaseRules _rules;
    private readonly Func<string, TRow> _givenUp;
    private readonly Action<int, TRow>? _accepted;
    private readonly TRow?[] _rows;
    private readonly bool[] _lent;
    private readonly List<int> _order = [];
    private readonly WaitingList _waiting;
    private readonly Dictionary<long, Lease> _leases = [];
    private readonly Dictionary<string, WorkerPace> _workers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _suspected = new(StringComparer.Ordinal);
    private TimeSpan _swept;
    private long _lastLease;
    private int _lentNow;
    private double _seconds;
    private int _timed;
    private int _live = 1;

    /// <param name="count">The number of architectures.</param>
    /// <param name="rules">How they are lent.</param>
    /// <param name="givenUp">The row of one that is given up, from the reason.</param>
    /// <param name="accepted">Told of every row that is kept, those of architectures that are given up among them.</param>
    /// <param name="firstLease">Leases get higher numbers: those of before a restart stay unknown.</param>
    public RunCoordinator(
        int count, LeaseRules rules, Func<string, TRow> givenUp, Action<int, TRow>? accepted = null, long firstLease = 0)
    {
        (_rules, _givenUp, _accepted, _lastLease) = (rules, givenUp, accepted, firstLease);
        (_rows, _lent, _waiting) = (new TRow?[count], new bool[count], new(count));
    }

    /// <summary>The number of architectures.</summary>
    public int Count => _rows.Length;

    /// <summary>Architectures whose rows are there.</summary>
    public int Done => _order.Count;

    /// <summary>Whether all rows are there.</summary>
    public bool IsDone => Done == Count;

    /// <summary>Batches that were lost with their workers.</summary>
    public int Lost { get; private set; }

    /// <summary>Architectures that were given up.</summary>
    public int GivenUp { get; private set; }

    /// <summary>Batches that are lent now.</summary>
    public int Lent => _leases.Count;

    /// <summary>Workers that were heard of lately.</summary>
    public int Workers => _live;

    /// <summary>Seconds of an architecture on a worker, on the average; 0 before the first.</summary>
    public double SecondsEach => _timed == 0 ? 0 : _seconds / _timed;

    /// <summary>Takes over the row of an architecture.</summary>
    /// <returns>Whether it is the first one.</returns>
    public bool Accept(int place, TRow row)
    {
        if ((uint)place >= (uint)_rows.Length || _rows[place] is not null)
        {
            return false;
        }

        _rows[place] = row;
        _order.Add(place);
        Free(place);
        _accepted?.Invoke(place, row);
        return true;
    }

    /// <summary>The rows in the order in which they came.</summary>
    /// <param name="after">How many of them are known.</param>
    /// <param name="most">The most to return.</param>
    public IReadOnlyList<(int Place, TRow Row)> Rows(int after, int most)
    {
        after = Math.Clamp(after, 0, _order.Count);
        return [.. _order.GetRange(after, Math.Min(most, _order.Count - after)).Select(place => (place, _rows[place]!))];
    }

    /// <summary>Lends a batch.</summary>
    /// <param name="silo">The process of the worker: of those that workers were lost with, it gets one at a time.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="now">The time.</param>
    /// <returns>null where there is nothing to do now.</returns>
    public Batch? Take(string silo, string worker, TimeSpan now)
    {
        Sweep(now);
        var pace = Hear(worker, now);
        if (Count - Done == _lentNow)
        {
            // Who has nothing else to do need not wait for the silent ones as long as others.
            TakeBack(now, _rules.Lease / 2);
        }

        var free = Count - Done - _lentNow;
        if (free <= 0)
        {
            return null;
        }

        var most = pace.Next(_rules, free, _live, SecondsEach);
        if (_waiting.Take(most, !_suspected.Contains(silo), place => _rows[place] is null && !_lent[place]) is not { } taken)
        {
            return null;
        }

        int[] places = [.. taken.Places];
        foreach (var place in places)
        {
            _lent[place] = true;
        }

        if (taken.IsSuspect)
        {
            _suspected.Add(silo);
        }

        _lentNow += places.Length;
        _leases.Add(++_lastLease, new(silo, worker, places, taken.Losses) { Heard = now });
        return new(_lastLease, places);
    }

    /// <summary>A worker that is at a batch is alive.</summary>
    /// <returns>Whether the batch is still his.</returns>
    public bool Renew(long lease, TimeSpan now)
    {
        Sweep(now);
        if (!_leases.TryGetValue(lease, out var held))
        {
            return false;
        }

        held.Heard = now;
        Hear(held.Worker, now);
        return true;
    }

    /// <summary>A worker is done with a batch.</summary>
    /// <param name="lease">The batch.</param>
    /// <param name="scored">How many architectures of it were scored; the others go back.</param>
    /// <param name="seconds">What they took.</param>
    /// <param name="now">The time.</param>
    public void Finish(long lease, int scored, double seconds, TimeSpan now)
    {
        Sweep(now);
        if (_leases.Remove(lease, out var held))
        {
            var pace = Hear(held.Worker, now);
            if (scored > 0 && seconds > 0)
            {
                pace.Learn(scored, seconds);
                (_seconds, _timed) = (_seconds + seconds, _timed + scored);
            }

            if (Left(held) is { Length: > 0 } left)
            {
                _waiting.Return(left);
            }
        }
    }
}
