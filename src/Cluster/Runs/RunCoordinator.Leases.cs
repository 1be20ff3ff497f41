namespace NasPipelines.Cluster.Runs;

/// <content>What becomes of batches whose workers are not heard of.</content>
internal sealed partial class RunCoordinator<TRow>
{
    /// <summary>Takes back what was not heard of for the time of a lease. Any other call does so too, once in a while.</summary>
    public void Sweep(TimeSpan now)
    {
        if (now - _swept < _rules.Lease / 30)
        {
            return;
        }

        _swept = now;
        TakeBack(now, _rules.Lease);
        _live = Math.Max(1, _workers.Count(w => now - w.Value.Heard <= _rules.Lease));
        foreach (var gone in _workers.Where(w => now - w.Value.Heard > 10 * _rules.Lease).Select(w => w.Key).ToList())
        {
            _workers.Remove(gone);
        }
    }

    private void TakeBack(TimeSpan now, TimeSpan patience)
    {
        // Who may be given up for being lost is never called lost early.
        foreach (var (number, lease) in _leases.Where(
            l => now - l.Value.Heard > (l.Value.Losses > 0 ? _rules.Lease : patience)).ToList())
        {
            _leases.Remove(number);
            Lose(lease);
        }
    }

    private void Lose(Lease lease)
    {
        var left = Left(lease);
        if (left.Length == 0)
        {
            return;
        }

        Lost++;
        if (left.Length == 1 && lease.Losses + 1 >= _rules.Losses)
        {
            GivenUp++;
            Accept(left[0], _givenUp(FormattableString.Invariant(
                $"given up: {lease.Losses + 1} workers were lost while they scored it, at last {lease.Worker}")));
            return;
        }

        _waiting.Lose(left, lease.Losses);
    }

    private int[] Left(Lease lease)
    {
        Array.ForEach(lease.Places, Free);
        if (lease.Losses > 0)
        {
            _suspected.Remove(lease.Silo);
        }

        return [.. lease.Places.Where(place => _rows[place] is null)];
    }

    private void Free(int place)
    {
        if (_lent[place])
        {
            _lent[place] = false;
            _lentNow--;
        }
    }

    private WorkerPace Hear(string worker, TimeSpan now)
    {
        if (!_workers.TryGetValue(worker, out var pace))
        {
            _workers.Add(worker, pace = new());
            _live = Math.Max(_live, _workers.Count);
        }

        pace.Heard = now;
        return pace;
    }

    private sealed record Lease(string Silo, string Worker, int[] Places, int Losses)
    {
        public TimeSpan Heard { get; set; }
    }
}
