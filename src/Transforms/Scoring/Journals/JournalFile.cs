using NasPipelines.Files;

namespace NasPipelines.Scoring.Journals;

/// <summary>
/// The file of a journal and what SQLite keeps beside it: <c>-wal</c>, the scores that are not in the file itself yet, and <c>-shm</c> and
/// <c>-journal</c>, which it needs to put things right after a kill.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int Attempts = 10;

    // A run writes every quarter of a second at most.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly FileStream? _copy;

    private JournalFile(string uri, FileStream? copy = null) => (Uri, _copy) = (uri, copy);

    /// <summary>No file: an empty journal in memory.</summary>
    public static JournalFile None { get; } = new(":memory:");

    /// <summary>What SQLite is told to open.</summary>
    public string Uri { get; }

    /// <summary>A file to read and write, made where there is none. Every name is a path, <c>:memory:</c> and <c>file:x</c> too.</summary>
    /// <exception cref="IOException">There is only the log of a journal that is gone.</exception>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static JournalFile ToWrite(string path)
    {
        var real = RealPath.Of(path);
        RequireNotAByte(real, path);
        return File.Exists(real) || !File.Exists(real + "-wal")
            ? new(UriOf(real))
            : throw new IOException(
                $"There is {path}-wal, which belongs to a journal {path} that is not there: put it back beside its log, delete the log, or "
                + "name another file.");
    }

    /// <summary>
    /// A file to read, which nothing is written to, and which may lie where nothing can be written: itself where it is complete, and a
    /// copy where a killed run has left scores in its log.
    /// </summary>
    public static JournalFile ToRead(string path)
    {
        var real = RealPath.Of(path);
        InputFile.Require(real);
        RequireNotAByte(real, path);
        var (log, rollback) = (Length(real + "-wal"), Length(real + "-journal"));
        return log is null or 0 && rollback is null or 0
            ? new(UriOf(real) + "?mode=ro&immutable=1")
            : Copied(real, path);
    }

    /// <summary>A file that another process may be writing: read with it in turn. Nothing is made beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="apart">Whether that process may be on another machine: the memory that it shares is then only read.</param>
    public static JournalFile? Shared(string path, bool apart)
    {
        var real = RealPath.Of(path);
        return File.Exists(real + "-wal") && File.Exists(real + "-shm")
            ? new(UriOf(real) + (apart ? "?mode=ro&readonly_shm=1" : "?mode=ro"))
            : null;
    }

    /// <summary>A file and what lies beside it, for messages.</summary>
    public static string Shown(string path) => File.Exists(RealPath.Of(path) + "-wal") ? $"{path} (with {path}-wal beside it)" : path;

    public void Dispose()
    {
        if (_copy is { } copy)
        {
            TemporaryFile.Delete(copy);
        }
    }

    // SQLite takes a file of one byte for an empty one, and would write over it.
    private static void RequireNotAByte(string real, string path)
    {
        if (Length(real) == 1)
        {
            throw new InvalidDataException($"{path} is not a journal, but a file of one byte; name another file.");
        }
    }

    private static JournalFile Copied(string real, string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var copy = TemporaryFile.Create(Path.Combine(Path.GetTempPath(), "naspipelines-journal"));
            try
            {
                var before = State(real);
                using (var source = new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                {
                    source.CopyTo(copy);
                    copy.Flush();
                }

                foreach (var beside in (string[])["-wal", "-journal"])
                {
                    if (File.Exists(real + beside))
                    {
                        File.Copy(real + beside, copy.Name + beside, overwrite: true);
                    }
                }

                if (State(real) == before)
                {
                    return new(UriOf(copy.Name), copy);
                }
            }
            catch
            {
                TemporaryFile.Delete(copy);
                throw;
            }

            TemporaryFile.Delete(copy);
            if (attempt == Attempts)
            {
                throw new IOException($"The journal {path} is being written all the time: try again when its run is done.");
            }

            Thread.Sleep(Pause);
        }
    }

    private static (long?, long?, DateTime, DateTime) State(string real) =>
        (Length(real), Length(real + "-wal"), File.GetLastWriteTimeUtc(real), File.GetLastWriteTimeUtc(real + "-wal"));

    private static long? Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : null;

    // As a URI no name has a meaning of its own, and what follows the question mark is ours.
    private static string UriOf(string real) =>
        "file:///" + string.Join('/', real.Split(Path.DirectorySeparatorChar).Select(System.Uri.EscapeDataString)).TrimStart('/');
}
