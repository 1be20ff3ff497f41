namespace NasPipelines.Scoring.Journals;

/// <summary>
/// A file that keeps every score as soon as it is known, so that a run that is stopped or killed goes on where it was. A score is found
/// again by the function that the architecture computes and by everything else the score depends on: seed, options, images, kind of
/// estimator. Runs with other settings, and several processes, can share one file.
/// </summary>
/// <remarks>
/// An SQLite database with a write-ahead log. Values that depend on how an architecture is written (<c>params</c>, <c>flops</c>) take
/// microseconds and are not kept. Dispose it after the stages that use it.
/// </remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class ScoreJournal : IDisposable
{
    private ScoreJournal(JournalDatabase database, bool retryFailed)
    {
        Database = database;
        RetryFailed = retryFailed;
    }

    /// <summary>The file.</summary>
    public string FilePath => Database.FilePath;

    /// <summary>
    /// Whether architectures that failed (out of memory, an error of the native library) are scored again; otherwise their reason is kept.
    /// </summary>
    internal bool RetryFailed { get; }

    /// <summary>The number of scores in the file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public long Count => Database.Count();

    /// <summary>
    /// The number of scores whose checksum does not fit what is in their row: a bit of the file has changed since they were written. They
    /// are never used: computed again where they are asked for, and not merged. Reads the whole file.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged beyond its scores.</exception>
    public long Damaged => Database.Damaged();

    /// <summary>Opens a journal, or makes an empty one.</summary>
    /// <param name="path">The file; any name is a path, <c>:memory:</c> and <c>file:…</c> too.</param>
    /// <param name="retryFailed">Whether architectures whose scoring failed are scored again.</param>
    /// <exception cref="IOException">The file cannot be made, read or written.</exception>
    /// <exception cref="InvalidDataException">The file is not a journal, or one of another version.</exception>
    public static ScoreJournal Open(string path, bool retryFailed = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(JournalDatabase.Open(path), retryFailed);
    }

    /// <summary>
    /// Opens a journal to look scores up only: nothing is written to it, and it may lie where nothing can be. New scores are not kept. What
    /// a killed run has left in its log (the file with <c>-wal</c> appended to the name) is read too.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a journal, or one of another version.</exception>
    public static ScoreJournal OpenRead(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(JournalDatabase.OpenRead(path), retryFailed: false);
    }

    /// <summary>
    /// Takes over the scores of another journal. Where both have one, they must agree to the tolerance (machines round differently), and
    /// the smaller one stays: merging in any order gives the same scores. A score replaces a recorded failure, and a damaged one.
    /// Scores whose checksum does not fit are not taken (<see cref="Damaged"/> counts them).
    /// </summary>
    /// <param name="path">The other journal; it is only read, and may lie where nothing can be written.</param>
    /// <param name="tolerance">Largest relative difference of two values of one score.</param>
    /// <returns>The number of scores added or replaced.</returns>
    /// <exception cref="ArgumentException">It is the same file.</exception>
    /// <exception cref="InvalidDataException">Scores disagree, or the other file is not a journal; nothing is changed.</exception>
    /// <exception cref="IOException">A file cannot be read or written; nothing is changed.</exception>
    public int Merge(string path, double tolerance = 1e-6)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return JournalMerge.Run(Database, path, tolerance);
    }

    /// <summary>What is missing of the shards of a view that were merged into this journal; nothing where it is complete.</summary>
    /// <param name="shards">How many shards there are to be.</param>
    /// <exception cref="InvalidDataException">There is no shard of so many, or there are shards of different views.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<MissingShard> Missing(int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        return ShardExpectation.Check(Database, FilePath, shards);
    }

    /// <summary>Writes what is still in memory and closes the file.</summary>
    /// <exception cref="IOException">The rest cannot be written.</exception>
    public void Dispose() => Database.Dispose();

    internal JournalDatabase Database { get; }

    internal JournalSection For(Scorer scorer, Action<string> warn) => new(Database, scorer, RetryFailed, warn);
}
