using Microsoft.Data.Sqlite;

namespace NasPipelines.Scoring.Journals;

/// <summary>The SQLite file of a journal: opening, statements, and errors that say what to do.</summary>
/// <threadsafety>Statements run one at a time.</threadsafety>
internal sealed class JournalDatabase : IDisposable
{
    private const int ApplicationId = 0x4E415350; // "NASP"
    private const int Version = 2;
    private const int Full = 13;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(0.25);

    // Contents (images) are kept once, by hash; a run says with how many threads and on what a score was computed, which it does not depend
    // on.
    private const string Schema = $"""
        CREATE TABLE content(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE run(
            id INTEGER PRIMARY KEY, started TEXT NOT NULL, version TEXT NOT NULL,
            processors INTEGER NOT NULL, threads INTEGER NOT NULL) STRICT;
        CREATE TABLE estimator(
            id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, score TEXT NOT NULL, identity TEXT NOT NULL,
            kind TEXT, settings TEXT, contents TEXT) STRICT;
        CREATE TABLE score(
            estimator INTEGER NOT NULL REFERENCES estimator(id), key TEXT NOT NULL, architecture TEXT NOT NULL,
            value REAL, reason TEXT, failed INTEGER NOT NULL, seconds REAL NOT NULL, run INTEGER NOT NULL,
            PRIMARY KEY(estimator, key)) STRICT, WITHOUT ROWID;
        """;

    private const string Insert = """
        INSERT INTO score(estimator, key, architecture, value, reason, failed, seconds, run)
        VALUES($estimator, $key, $architecture, $value, $reason, $failed, $seconds, $run)
        ON CONFLICT DO UPDATE SET
            value = excluded.value, reason = excluded.reason, failed = excluded.failed, seconds = excluded.seconds, run = excluded.run
        WHERE failed > excluded.failed
        """;

    private readonly SqliteConnection _connection;
    private readonly List<JournalEntry> _pending = [];
    private readonly object _gate = new();
    private readonly Timer _flusher;
    private Exception? _flushFailure;
    private bool _failureTold;
    private bool _broken;

    private JournalDatabase(string path, SqliteConnection connection)
    {
        FilePath = path;
        _connection = connection;
        _flusher = new Timer(_ => FlushSoon());
    }

    public string FilePath { get; }

    public static JournalDatabase Open(string path)
    {
        var existed = File.Exists(path) && new FileInfo(path).Length > 0;
        var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 }.ToString();
        var database = new JournalDatabase(path, new SqliteConnection(text));
        try
        {
            database.Do(() =>
            {
                database._connection.Open();
                if (existed)
                {
                    Check(database, path, "main");
                }

                database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
                if (!existed)
                {
                    using var transaction = database._connection.BeginTransaction();
                    if (database.Scalar("PRAGMA user_version") == 0)
                    {
                        database.Execute($"{Schema} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}");
                    }

                    transaction.Commit();
                }
            });
            return database;
        }
        catch
        {
            database._broken = true;
            database.Dispose();
            throw;
        }
    }

    /// <summary>Checks that an open database, main or attached, is a journal of this version.</summary>
    public static void Check(JournalDatabase database, string path, string name)
    {
        var (application, version) = (database.Scalar($"PRAGMA {name}.application_id"), database.Scalar($"PRAGMA {name}.user_version"));
        if (application != ApplicationId)
        {
            throw new InvalidDataException($"{path} is a database, but not a journal of scores; name another file.");
        }

        if (version < Version)
        {
            throw new InvalidDataException(
                $"{path} is a journal of version {version}, which found scores by settings that they do not depend on, such as threads. "
                + "This version writes "
                + $"version {Version}: name another file, and scores are computed anew; the old file stays as it is.");
        }

        if (version > Version)
        {
            throw new InvalidDataException(
                $"{path} is a journal of version {version}; this version of NasPipelines reads version {Version}: update NasPipelines.");
        }
    }

    public long Count() => Do(() => Scalar("SELECT count(*) FROM score") + _pending.Count);

    /// <summary>Runs statements while no one else does, errors translated.</summary>
    public T Do<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw Translate(e);
            }
        }
    }

    /// <summary>The same for statements without a result.</summary>
    public void Do(Action work) => Do(() =>
    {
        work();
        return true;
    });

    /// <summary>Runs statements in one transaction: all of them or none.</summary>
    public T InTransaction<T>(Func<T> work) => Do(() =>
    {
        Flush();
        using var transaction = _connection.BeginTransaction();
        var result = work();
        transaction.Commit();
        return result;
    });

    public SqliteCommand Command(string text, params (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    public int Execute(string text, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(text, parameters);
        return command.ExecuteNonQuery();
    }

    public long Scalar(string text, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(text, parameters);
        return (long)command.ExecuteScalar()!;
    }

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
        ThrowIfFlushFailed();

        if (_pending.Count == 0)
        {
            _flusher.Change(FlushInterval, Timeout.InfiniteTimeSpan);
        }

        _pending.AddRange(entries);
    });

    /// <summary>Writes what is still in memory, so that statements see it.</summary>
    public void Settle() => Do(Flush);

    public void Dispose()
    {
        _flusher.Dispose();
        try
        {
            if (!_broken)
            {
                Do(Flush);
            }
            else if (!_failureTold)
            {
                // The last scores of a run: no writer came after them who could have been told.
                ThrowIfFlushFailed();
            }
        }
        finally
        {
            _broken = true;
            _connection.Dispose();
        }
    }

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
        if (_pending.Count == 0)
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
                ("$run", e.Run));
        }

        transaction.Commit();
        _pending.Clear();
    }

    private Exception Translate(SqliteException e)
    {
        // A journal that once could not be written is not tried again when it is closed.
        _broken = true;
        return e.SqliteErrorCode switch
        {
            Full => new IOException(
                $"The journal {FilePath} cannot grow: the disk is full. What it has is kept; free some space and continue from it.", e),
            8 or 14 or 23 or 3 => new IOException(
                $"The journal {FilePath} cannot be opened for writing ({e.Message}). Make the "
                    + "file and its folder writable, or name another one.", e),
            26 or 11 => new InvalidDataException($"{FilePath} is not a journal, or is damaged ({e.Message}); name another file.", e),
            5 or 6 => new IOException($"The journal {FilePath} has been locked by another process for a minute ({e.Message}).", e),
            _ => new IOException($"The journal {FilePath}: {e.Message}", e),
        };
    }
}
