using Microsoft.Data.Sqlite;

namespace NasPipelines.Scoring.Journals;

/// <summary>The SQLite file of a journal: opening, statements, and errors that say what to do.</summary>
/// <threadsafety>Statements run one at a time.</threadsafety>
internal sealed partial class JournalDatabase : IDisposable
{
    private static readonly string? Library = typeof(SqliteException).Assembly.GetName().Name;

    private readonly SqliteConnection _connection;
    private readonly List<JournalEntry> _pending = [];
    private readonly Dictionary<long, (string Text, (string Name, object? Value)[] Parameters)> _statements = [];
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

    /// <summary>Begins a transaction that writes.</summary>
    public SqliteTransaction Begin() => _connection.BeginTransaction();

    /// <summary>The number of rows whose checksum does not fit.</summary>
    public long Damaged() => Do(() => Scalar(JournalChecksum.DamagedRows));

    /// <summary>
    /// Reads the journal whole: its pages, whether the values of each column are of its type, which damage to a page leaves open, and
    /// whether estimators are what their scores are found by.
    /// </summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void RequireIntact() => Do(() =>
    {
        using var check = Command("PRAGMA quick_check(1)");
        if (check.ExecuteScalar() is string finding and not "ok")
        {
            throw JournalFaults.Damaged(FilePath, finding);
        }

        using var estimators = Command("SELECT score, identity, hash FROM estimator");
        using var reader = estimators.ExecuteReader();
        while (reader.Read())
        {
            if (RecordedEstimator.HashOf(reader.GetString(1)) != reader.GetString(2))
            {
                throw JournalFaults.Damaged(FilePath, $"what {reader.GetString(0)} depends on has another hash");
            }
        }
    });

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
            catch (InvalidOperationException e) when (e.Source == Library && e is not ObjectDisposedException)
            {
                // A reader asked for a value where a damaged page has none.
                throw JournalFaults.Damaged(FilePath, e.Message);
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

    private Exception Translate(SqliteException e)
    {
        // A journal that once could not be written is not tried again when it is closed.
        _broken = true;
        return JournalFaults.Of(e, FilePath, IsReadOnly);
    }
}
