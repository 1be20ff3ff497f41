using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NasPipelines.Files;

/// <summary>
/// Files under names of their own while they are written. Whoever is writing one holds it open; those of dead processes, which nobody
/// holds, are deleted by the next one to write into their folder.
/// </summary>
internal static partial class TemporaryFile
{
    private static readonly string[] Beside = ["-wal", "-shm", "-journal"]; // what SQLite keeps with a file of its own
    private static readonly TimeSpan Surely = TimeSpan.FromMinutes(1);

    /// <summary>A new file, open; its name begins with the path.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static FileStream Create(string path)
    {
        Clear(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new($"{path}.{Guid.NewGuid():N}.nas.tmp", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Closes and deletes a file, unless it has got another name meanwhile.</summary>
    public static void Delete(FileStream file)
    {
        DeleteBeside(file.Name);
        File.Delete(file.Name);
        file.Dispose();
    }

    private static void DeleteBeside(string path)
    {
        foreach (var beside in Beside)
        {
            File.Delete(path + beside);
        }
    }

    /// <summary>Deletes the files of dead processes in a folder.</summary>
    private static void Clear(string folder)
    {
        if (!Directory.Exists(folder) || !LocksAreKept())
        {
            return;
        }

        // Files of others are held from their first moment on, but for an instant: those that are older than this process or a minute.
        using var self = Process.GetCurrentProcess();
        var (started, now) = (self.StartTime.ToUniversalTime(), DateTime.UtcNow);
        foreach (var path in Directory.EnumerateFiles(folder, "*.nas.tmp").Where(p => Name().IsMatch(p)))
        {
            try
            {
                var written = File.GetLastWriteTimeUtc(path);
                if (written < started || now - written > Surely)
                {
                    using var held = new FileStream(
                        path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                    DeleteBeside(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it, or it is not ours to delete.
            }
        }
    }

    // Who has told .NET not to lock files cannot tell dead ones from others.
    private static bool LocksAreKept() =>
        !(AppContext.TryGetSwitch("System.IO.DisableFileLocking", out var disabled) && disabled)
        && Environment.GetEnvironmentVariable("DOTNET_SYSTEM_IO_DISABLEFILELOCKING") is null or "0" or "false";

    [GeneratedRegex(@"\.[0-9a-f]{32}\.nas\.tmp$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
