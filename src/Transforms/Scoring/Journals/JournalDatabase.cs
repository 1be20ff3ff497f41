using Microsoft.Data.Sqlite;

namespace NasPipelines.Scoring.Journals;

/// <summary>The SQLite file of a journal: opening, statements, and errors that say what to do.</summary>
/// <threadsafety>Statements run one at a time.</threadsafety>
internal sealed class JournalDatabase : IDisposable
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

    private readonly SqliteConnection _connection;
    private readonly List<JournalEntry> _pending = [];
    private readonly object _gate = new();
    private readonly Timer _flusher;
    private Exception? _flushFailure;
    private bool _failureTold;
    private bool _broken;

    private JournalDatabase(string path, JournalFile file, bool isReadOnly)
    {
        (FilePath, File, IsReadOnly) = (path, file, isReadOnly);
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file.Uri, Pooling = false, DefaultTimeout = 60 }.ToString());
        _flusher = new Timer(_ => FlushSoon());
    }

    public string FilePath { get; }

    /// <summary>What SQLite opened: the file, a copy, or nothing.</summary>
    public JournalFile File { get; }

    /// <summary>Whether scores are only read; new ones are not kept.</summary>
    public bool IsReadOnly { get; }

    /// <summary>
    /// Whether a file that is read has no content, since the run that made it was killed at once: as good as an empty one.
    /// </summary>
    private bool IsUnborn { get; set; }

    /// <summary>Opens a journal, or makes an empty one.</summary>
    public static JournalDatabase Open(string path) => Open(path, JournalFile.ToWrite(path), isReadOnly: false, database =>
    {
        // The tables come first: until they are there, a kill leaves a file without content, and that is taken as new.
        if (JournalSchema.IsUnborn(database))
        {
            JournalSchema.Create(database);
        }

        JournalSchema.Check(database, path);
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
    });

    /// <summary>Opens a journal that nothing is written to.</summary>
    public static JournalDatabase OpenRead(string path)
    {
        var database = (JournalFile.Shared(path) is { } shared ? Shared(shared) : null)
            ?? Open(path, JournalFile.ToRead(path), isReadOnly: true, Check);
        if (!database.IsUnborn)
        {
            return database;
        }

        database.Dispose();
        return Open(path, JournalFile.None, isReadOnly: true, JournalSchema.Create);

        JournalDatabase? Shared(JournalFile file)
        {
            try
            {
                return Open(path, file, isReadOnly: true, Check);
            }
            catch (IOException)
            {
                // Where a killed run has left its log on a medium that cannot be written, a copy is read.
                return null;
            }
        }

        void Check(JournalDatabase opened)
        {
            opened.IsUnborn = JournalSchema.IsUnborn(opened);
            if (!opened.IsUnborn)
            {
                JournalSchema.Check(opened, path);
            }
        }
    }

    private static JournalDatabase Open(string path, JournalFile file, bool isReadOnly, Action<JournalDatabase> prepare)
    {
        var database = new JournalDatabase(path, file, isReadOnly);
        try
        {
            database.Do(() =>
            {
                database._connection.Open();
                JournalChecksum.Register(database._connection);
                prepare(database);
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

    /// <summary>Begins a transaction that writes.</summary>
    public SqliteTransaction Begin() => _connection.BeginTransaction();

    /// <summary>The number of rows whose checksum does not fit.</summary>
    public long Damaged() => Do(() => Scalar(JournalChecksum.DamagedRows));

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
            File.Dispose();
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
                ("$run", e.Run),
                ("$checksum", e.Checksum),
                ("$repairs", e.Repairs));
        }

        transaction.Commit();
        _pending.Clear();
    }

    private Exception Translate(SqliteException e)
    {
        // A journal that once could not be written is not tried again when it is closed.
        _broken = true;
        return JournalFaults.Of(e, FilePath, IsReadOnly);
    }
}
