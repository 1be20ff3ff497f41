namespace NasPipelines.Scoring.Journals;

/// <content>How it is opened, to be written or only read.</content>
internal sealed partial class JournalDatabase
{
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
    /// <param name="path">The file.</param>
    /// <param name="apart">
    /// Whether the writer may be on another machine, which not every file system's locks reach: what is shared with it is then read only,
    /// and never mended.
    /// </param>
    public static JournalDatabase OpenRead(string path, bool apart = false)
    {
        var database = (JournalFile.Shared(path, apart) is { } shared ? Shared(shared) : null)
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
}
