namespace NasPipelines.Scoring.Journals;

/// <summary>The tables of a journal, and what tells a journal from other files.</summary>
internal static class JournalSchema
{
    private const int ApplicationId = 0x4E415350; // "NASP"
    private const int Version = 3;

    // Contents (images) are kept once, by hash; a run says with how many threads and on what a score was computed, which it does not depend
    // on. A score's checksum is of its whole row (JournalChecksum).
    private const string Tables = $"""
        CREATE TABLE content(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE run(
            id INTEGER PRIMARY KEY, started TEXT NOT NULL, version TEXT NOT NULL,
            processors INTEGER NOT NULL, threads INTEGER NOT NULL) STRICT;
        CREATE TABLE estimator(
            id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, score TEXT NOT NULL, identity TEXT NOT NULL,
            kind TEXT, settings TEXT, contents TEXT) STRICT;
        CREATE TABLE score(
            estimator INTEGER NOT NULL REFERENCES estimator(id), key TEXT NOT NULL, architecture TEXT NOT NULL,
            value REAL, reason TEXT, failed INTEGER NOT NULL, seconds REAL NOT NULL, run INTEGER NOT NULL, checksum INTEGER NOT NULL,
            PRIMARY KEY(estimator, key)) STRICT, WITHOUT ROWID;
        """;

    // What runs mean to score, and how far they are. Journals without it are as good: a version that does not know it leaves it alone.
    // A task of a shard lists its functions; one without a shard (0 of 0) is a whole view, of which the number is known.
    private const string TaskTables = """
        CREATE TABLE IF NOT EXISTS task(
            id INTEGER PRIMARY KEY, scores TEXT NOT NULL, estimators TEXT NOT NULL, shard INTEGER NOT NULL, shards INTEGER NOT NULL,
            division TEXT NOT NULL, total INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS planned(
            task INTEGER NOT NULL, key TEXT NOT NULL, architecture TEXT NOT NULL, PRIMARY KEY(task, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS attempt(
            id INTEGER PRIMARY KEY, task INTEGER NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL, started TEXT NOT NULL,
            updated TEXT NOT NULL, elapsed REAL NOT NULL, done INTEGER NOT NULL, scored INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
        """;

    // Where runs ran; those that it does not list ran on the CPU. As with tasks, journals without it are as good.
    private const string DeviceTable = "CREATE TABLE IF NOT EXISTS device(run INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;";

    private static readonly (string Table, string[] Columns)[] Needed =
    [
        ("content", ["sha256", "bytes"]),
        ("run", ["id", "started", "version", "processors", "threads"]),
        ("estimator", ["id", "hash", "score", "identity", "kind", "settings", "contents"]),
        ("score", ["estimator", "key", "architecture", "value", "reason", "failed", "seconds", "run", "checksum"]),
    ];

    /// <summary>
    /// Whether a file has no content yet: it is empty, or whoever made it was killed before there was a table in it.
    /// </summary>
    public static bool IsUnborn(JournalDatabase database) =>
        database.Scalar("SELECT count(*) FROM sqlite_master") == 0
        && database.Scalar("PRAGMA application_id") == 0
        && database.Scalar("PRAGMA user_version") == 0;

    /// <summary>Makes the tables, all or none, whoever else is at it.</summary>
    public static void Create(JournalDatabase database)
    {
        using var transaction = database.Begin();
        if (IsUnborn(database))
        {
            database.Execute($"{Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}");
        }

        transaction.Commit();
    }

    /// <summary>Makes the tables of tasks where they are not there yet.</summary>
    public static void CreateTasks(JournalDatabase database) => database.Execute(TaskTables);

    /// <summary>Makes the table of devices where it is not there yet.</summary>
    public static void CreateDevices(JournalDatabase database) => database.Execute(DeviceTable);

    /// <summary>Whether there is a table of devices.</summary>
    /// <param name="database">The journal.</param>
    /// <param name="schema">Its name where several are attached.</param>
    public static bool HasDevices(JournalDatabase database, string schema = "main") =>
        database.Scalar($"SELECT count(*) FROM {schema}.sqlite_master WHERE type = 'table' AND name = 'device'") == 1;

    /// <summary>Whether there are tables of tasks.</summary>
    /// <param name="database">The journal.</param>
    /// <param name="schema">Its name where several are attached.</param>
    public static bool HasTasks(JournalDatabase database, string schema = "main") => database.Scalar(
        $"SELECT count(*) FROM {schema}.sqlite_master WHERE type = 'table' AND name IN ('task', 'planned', 'attempt')") == 3;

    /// <summary>Checks that an open database is a journal of this version.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static void Check(JournalDatabase database, string path)
    {
        var (application, version) = (database.Scalar("PRAGMA application_id"), database.Scalar("PRAGMA user_version"));
        if (application != ApplicationId)
        {
            throw new InvalidDataException($"{path} is a database, but not a journal of scores; name another file.");
        }

        if (version < Version)
        {
            var fault = version < 2
                ? "which found scores by settings that they do not depend on, such as threads"
                : "whose scores have no checksums, so that a damaged one would be taken for right";
            throw new InvalidDataException(
                $"{path} is a journal of version {version}, {fault}. This version writes "
                + $"version {Version}: name another file, and scores are computed anew; the old file stays as it is.");
        }

        if (version > Version)
        {
            throw new InvalidDataException(
                $"{path} is a journal of version {version}; this version of NasPipelines reads version {Version}: update NasPipelines.");
        }

        foreach (var (table, columns) in Needed)
        {
            if (columns.FirstOrDefault(
                c => database.Scalar($"SELECT count(*) FROM pragma_table_info('{table}') WHERE name = '{c}'") == 0) is { } missing)
            {
                throw new InvalidDataException(
                    $"{path} is damaged: its table {table} has no column {missing}, which every journal has; name another file.");
            }
        }
    }
}
