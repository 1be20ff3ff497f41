namespace NasPipelines.Scoring.Journals;

/// <content>Entries that are written together, a moment after they are known.</content>
internal sealed partial class JournalDatabase
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(0.25);

    private const string Insert = """
        INSERT INTO score(estimator, key, architecture, value, reason, failed, seconds, run, checksum)
        VALUES($estimator, $key, $architecture, $value, $reason, $failed, $seconds, $run, $checksum)
        ON CONFLICT DO UPDATE SET
            architecture = excluded.architecture, value = excluded.value, reason = excluded.reason, failed = excluded.failed,
            seconds = excluded.seconds, run = excluded.run, checksum = excluded.checksum
        WHERE failed > excluded.failed OR $repairs
        """;

    /// <summary>
    /// The last entry of an estimator and key that is not in the file yet; null where there is none. For use within <see cref="Do{T}"/>.
    /// </summary>
    public JournalEntry? Pending(long estimator, string key)
    {
        var index = _pending.FindLastIndex(e => e.Estimator == estimator && e.Key == key);
        return index < 0 ? null : _pending[index];
    }

    /// <summary>
    /// Adds entries; those of quick successions are written together, a quarter of a second after the first at the latest.
    /// </summary>
    public void Append(IEnumerable<JournalEntry> entries) => Do(() =>
    {
        if (IsReadOnly)
        {
            return;
        }

        ThrowIfFlushFailed();

        if (_pending.Count == 0)
        {
            _flusher.Change(FlushInterval, Timeout.InfiniteTimeSpan);
        }

        _pending.AddRange(entries);
    });

    /// <summary>
    /// Runs a statement with the next entries, a quarter of a second from now at the latest, unless one of the same number comes first.
    /// </summary>
    public void Replace(long number, string statement, (string Name, object? Value)[] parameters)
    {
        lock (_gate)
        {
            if (IsReadOnly || _broken || _flushFailure is not null)
            {
                return;
            }

            _statements[number] = (statement, parameters);
            _flusher.Change(FlushInterval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes what is still in memory, so that statements see it.</summary>
    public void Settle() => Do(Flush);

    private void ThrowIfFlushFailed()
    {
        if (_flushFailure is { } failure)
        {
            _failureTold = true;
            throw failure;
        }
    }

    // On a timer's thread nobody would see an exception: the next writer gets it.
    private void FlushSoon()
    {
        lock (_gate)
        {
            if (_broken)
            {
                return;
            }

            try
            {
                Do(Flush);
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                _flushFailure = e;
            }
        }
    }

    private void Flush()
    {
        if (_pending.Count == 0 && _statements.Count == 0)
        {
            return;
        }

        using var transaction = _connection.BeginTransaction();
        foreach (var e in _pending)
        {
            Execute(
                Insert,
                ("$estimator", e.Estimator),
                ("$key", e.Key),
                ("$architecture", e.Architecture),
                ("$value", e.Value.Reason is null ? e.Value.Value : null),
                ("$reason", e.Value.Reason),
                ("$failed", e.Failed ? 1 : 0),
                ("$seconds", e.Seconds),
                ("$run", e.Run),
                ("$checksum", e.Checksum),
                ("$repairs", e.Repairs));
        }

        foreach (var (text, parameters) in _statements.Values)
        {
            Execute(text, parameters);
        }

        transaction.Commit();
        _pending.Clear();
        _statements.Clear();
    }
}
