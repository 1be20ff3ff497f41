using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NasPipelines.Scoring.Journals;

/// <summary>What a journal knows and learns of one scorer.</summary>
/// <remarks>The file grows by what a scorer is when its first score is kept, not before.</remarks>
internal sealed class JournalSection
{
    private const string Select = "SELECT value, reason, failed, seconds FROM score WHERE estimator = $estimator AND key = $key";
    private const string Id = "SELECT coalesce((SELECT id FROM estimator WHERE hash = $hash), 0)";

    private readonly JournalDatabase _database;
    private readonly Scorer _scorer;
    private readonly bool _retryFailed;
    private readonly List<Kept> _kept = [];
    private readonly Dictionary<int, long> _runs = [];
    private readonly object _gate = new();
    private bool _registered;

    public JournalSection(JournalDatabase database, Scorer scorer, bool retryFailed, Action<string> warn)
    {
        (_database, _scorer, _retryFailed) = (database, scorer, retryFailed);
        for (var i = 0; i < scorer.Columns.Count; i++)
        {
            if (!scorer.Columns[i].DependsOnEncoding)
            {
                var identity = scorer.IdentityOf(i);
                var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity))).ToLowerInvariant();
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
        var (values, seconds, failed) = (new ScoreValue[_scorer.Columns.Count], new double[_scorer.Columns.Count], false);
        foreach (var kept in _kept)
        {
            if (Known(kept.Estimator, key) is not { } known || (_retryFailed && known.Failed))
            {
                return null;
            }

            (values[kept.Column], seconds[kept.Column]) = (known.Value, known.Seconds);
            failed |= known.Failed;
        }

        return new ScoreRow(values, seconds) { Failed = failed };
    });

    public void Append(string key, string architecture, ScoreRow row, int threads)
    {
        if (_kept.Count == 0)
        {
            return;
        }

        var run = RunOf(threads);
        _database.Append(_kept.Select(k =>
            new JournalEntry(k.Estimator, key, architecture, row.Values[k.Column], row.Failed, row.Seconds[k.Column], run)));
    }

    private (ScoreValue Value, bool Failed, double Seconds)? Known(long estimator, string key)
    {
        if (_database.Pending(estimator, key) is { } entry)
        {
            return (entry.Value, entry.Failed, entry.Seconds);
        }

        using var command = _database.Command(Select, ("$estimator", estimator), ("$key", key));
        using var reader = command.ExecuteReader();
        return !reader.Read() ? null
            : (reader.IsDBNull(1)
                ? reader.GetDouble(0)
                : ScoreValue.Missing(reader.GetString(1)), reader.GetInt64(2) != 0, reader.GetDouble(3));
    }

    private long RunOf(int threads)
    {
        lock (_gate)
        {
            if (!_registered)
            {
                _database.InTransaction(Register);
                _registered = true;
            }

            if (!_runs.TryGetValue(threads, out var run))
            {
                // Numbers of runs are drawn, so that those of merged journals do not meet.
                run = RandomNumberGenerator.GetInt32(int.MaxValue) + ((long)RandomNumberGenerator.GetInt32(int.MaxValue) << 31);
                _database.InTransaction(() => _database.Execute(
                    "INSERT INTO run(id, started, version, processors, threads) VALUES($id, $started, $version, $processors, $threads)",
                    ("$id", run),
                    ("$started", DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture)),
                    ("$version", ProductVersion.Text),
                    ("$processors", Environment.ProcessorCount),
                    ("$threads", threads)));
                _runs.Add(threads, run);
            }

            return run;
        }
    }

    private bool Register()
    {
        foreach (var kept in _kept.Where(k => k.Estimator == 0))
        {
            var recipe = RecipeOf(kept.Column);
            foreach (var content in recipe?.Contents ?? [])
            {
                _database.Execute(
                    "INSERT INTO content(sha256, bytes) VALUES($sha256, $bytes) ON CONFLICT DO NOTHING",
                    ("$sha256", content.Sha256),
                    ("$bytes", content.Bytes));
            }

            _database.Execute(
                """
                INSERT INTO estimator(hash, score, identity, kind, settings, contents)
                VALUES($hash, $score, $identity, $kind, $settings, $contents) ON CONFLICT DO NOTHING
                """,
                ("$hash", kept.Hash),
                ("$score", _scorer.Columns[kept.Column].Name),
                ("$identity", kept.Identity),
                ("$kind", recipe?.Kind),
                ("$settings", recipe?.Settings),
                ("$contents", recipe is null ? null : string.Join(' ', recipe.Contents.Select(c => c.Sha256))));
            kept.Estimator = _database.Scalar(Id, ("$hash", kept.Hash));
        }

        return true;
    }

    // Scores of a scorer that cannot be made again are kept all the same; only a verification cannot compute them anew.
    private ScorerRecipe? RecipeOf(int column)
    {
        try
        {
            return _scorer.ToRecipe(column);
        }
        catch (NotSupportedException)
        {
            return null;
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
