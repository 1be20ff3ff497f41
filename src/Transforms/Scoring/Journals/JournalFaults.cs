using Microsoft.Data.Sqlite;

namespace NasPipelines.Scoring.Journals;

/// <summary>SQLite's errors as what they mean for a journal, and what to do.</summary>
internal static class JournalFaults
{
    /// <summary>The exception of an error.</summary>
    /// <param name="e">The error.</param>
    /// <param name="path">The journal.</param>
    /// <param name="reading">Whether it is only read.</param>
    public static Exception Of(SqliteException e, string path, bool reading) => e.SqliteErrorCode switch
    {
        13 => new IOException(
            $"The journal {path} cannot grow: the disk is full. What it has is kept; free some space for it and {path}-wal, and continue "
            + "from it.", e),
        8 or 14 or 23 or 3 => new IOException(
            reading
                ? $"The journal {JournalFile.Shown(path)} cannot be read ({OneLine(e.Message)})."
                : $"The journal {path} cannot be opened for writing ({OneLine(e.Message)}). Make it, {path}-wal beside it and their folder "
                    + "writable, or name another file.", e),
        // A constraint (19) fails where an index finds what its table has lost.
        26 or 19 or 11 or 1 => new InvalidDataException(
            $"{JournalFile.Shown(path)} is not a journal, or is damaged ({OneLine(e.Message)}); name another file.", e),
        5 or 6 => new IOException($"The journal {path} has been locked by another process for a minute ({OneLine(e.Message)}).", e),
        _ => new IOException($"The journal {JournalFile.Shown(path)}: {OneLine(e.Message)}", e),
    };
    /// <summary>What SQLite finds in the structure of a journal that it can open.</summary>
    public static InvalidDataException Damaged(string path, string finding) =>
        new($"{JournalFile.Shown(path)} is damaged ({OneLine(finding)}); name another file.");

    // SQLite quotes statements as they are written.
    private static string OneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
