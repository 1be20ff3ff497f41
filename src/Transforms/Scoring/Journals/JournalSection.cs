using NasPipelines.Files;

namespace NasPipelines.Scoring.Journals;

/// <summary>What a journal knows and learns of one scorer.</summary>
/// <remarks>The file grows by what a scorer is when its first score is kept, not before.</remarks>
internal sealed partial class JournalSection
{
    private const int Named = 10;
    private static readonly string Select = $"""
        SELECT value, reason, failed, seconds, {JournalChecksum.Fits("", "$hash")}, architecture
        FROM score WHERE estimator = $estimator AND key = $key
        """;
    private const string Id = "SELECT coalesce((SELECT id FROM estimator WHERE hash = $hash), 0)";

    private readonly JournalDatabase _database;
    private readonly Scorer _scorer;
    private readonly bool _retryFailed;
    private readonly Action<string> _warn;
    private readonly List<Kept> _kept = [];
    private readonly HashSet<(long Estimator, string Key)> _damaged = [];
    private readonly Dictionary<int, long> _runs = [];
    private readonly object _gate = new();
    private bool _registered;
    private int _told;

    public JournalSection(JournalDatabase database, Scorer scorer, bool retryFailed, Action<string> warn)
    {
        (_database, _scorer, _retryFailed, _warn) = (database, scorer, retryFailed, warn);
        for (var i = 0; i < scorer.Columns.Count; i++)
        {
            if (!scorer.Columns[i].DependsOnEncoding)
            {
                var identity = scorer.IdentityOf(i);
                var hash = RecordedEstimator.HashOf(identity);
                _kept.Add(new(i, identity, hash) { Estimator = database.Do(() => database.Scalar(Id, ("$hash", hash))) });
            }
        }

        _registered = _kept.TrueForAll(k => k.Estimator != 0);
        if (_kept.Where(k => k.Estimator == 0).Select(Difference).FirstOrDefault(d => d is not null) is { } difference)
        {
            warn($"The journal {database.FilePath} was made under other settings ({difference}): its scores are left alone and "
                + "architectures are scored anew.");
        }
    }

    /// <summary>The row of a key, if all its values are known; values that depend on the encoding are left open.</summary>
    public ScoreRow? Find(string key) => _kept.Count == 0 || !_registered ? null : _database.Do(() =>
    {
        var (values, seconds, failed, complete) = (new ScoreValue[_scorer.Columns.Count], new double[_scorer.Columns.Count], false, true);
        foreach (var kept in _kept)
        {
            // All are looked at: each damaged one is to be written anew.
            if (Known(kept, key) is not { } known || (_retryFailed && known.Failed))
            {
                complete = false;
                continue;
            }

            (values[kept.Column], seconds[kept.Column]) = (known.Value, known.Seconds);
            failed |= known.Failed;
        }

        return complete ? new ScoreRow(values, seconds) { Failed = failed } : null;
    });

    /// <summary>Writes down what a run means to score; null where nothing of it is kept.</summary>
    public JournalTask? Begin(JournalPlan plan) => _kept.Count == 0 || _database.IsReadOnly
        ? null
        : JournalTask.Begin(_database, [.. _kept.Select(k => (_scorer.Columns[k.Column].Name, k.Hash))], plan);

    public void Append(string key, string architecture, ScoreRow row, int threads)
    {
        if (_kept.Count == 0 || _database.IsReadOnly)
        {
            return;
        }

        var run = RunOf(threads);
        _database.Append([.. _kept.Select(Entry)]);

        JournalEntry Entry(Kept kept)
        {
            var (value, seconds) = (row.Values[kept.Column], row.Seconds[kept.Column]);
            return new(kept.Estimator, key, architecture, value, row.Failed, seconds, run)
            {
                Checksum = JournalChecksum.Of(
                    kept.Hash, key, architecture, value.Reason is null ? value.Value : null, value.Reason, row.Failed ? 1 : 0, seconds,
                    run),
                Repairs = TakeDamaged(kept, key),
            };
        }
    }

    private bool TakeDamaged(Kept kept, string key)
    {
        lock (_damaged)
        {
            return _damaged.Remove((kept.Estimator, key));
        }
    }

    private (ScoreValue Value, bool Failed, double Seconds)? Known(Kept kept, string key)
    {
        var estimator = kept.Estimator;
        if (_database.Pending(estimator, key) is { } entry)
        {
            return (entry.Value, entry.Failed, entry.Seconds);
        }

        using var command = _database.Command(Select, ("$hash", kept.Hash), ("$estimator", estimator), ("$key", key));
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        if (reader.GetInt64(4) == 0)
        {
            TellDamaged(kept, key, reader.IsDBNull(5) ? key : reader.GetString(5));
            return null;
        }

        return (
            reader.IsDBNull(1) ? new ScoreValue(reader.GetDouble(0), null) : ScoreValue.Missing(reader.GetString(1)),
            reader.GetInt64(2) != 0,
            reader.GetDouble(3));
    }

    private void TellDamaged(Kept kept, string key, string architecture)
    {
        int count;
        lock (_damaged)
        {
            _damaged.Add((kept.Estimator, key));
            count = ++_told;
        }

        if (count <= Named)
        {
            _warn(
                $"The journal {_database.FilePath} is damaged: {_scorer.Columns[kept.Column].Name} of {ShownText.Of(architecture)} does "
                + "not have the checksum that it was written with; it is computed again"
                + (count == Named ? ". Further ones are not named." : "."));
        }
    }

    private string? Difference(Kept kept) => _database.Do(() =>
    {
        using var command = _database.Command(
            "SELECT identity FROM estimator WHERE score = $score ORDER BY id DESC LIMIT 1", ("$score", _scorer.Columns[kept.Column].Name));
        return command.ExecuteScalar() is string other ? IdentityDifference.Describe(other, kept.Identity) : null;
    });

    private sealed record Kept(int Column, string Identity, string Hash)
    {
        /// <summary>Its number in the file; 0 where it is not there yet.</summary>
        public long Estimator { get; set; }
    }
}
