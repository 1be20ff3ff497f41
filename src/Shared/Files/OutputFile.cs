using System.Text;

namespace NasPipelines.Files;

/// <summary>Files that are written whole or not at all: under temporary names beside them, then renamed.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file; a file of this name is always complete.</summary>
    /// <param name="path">The file, replaced where it exists.</param>
    /// <param name="write">Writes the content to a stream that can seek and be read back.</param>
    /// <exception cref="DirectoryNotFoundException">There is no folder to write into.</exception>
    /// <exception cref="IOException">It cannot be written; a file that was there stays as it is.</exception>
    public static void WriteWhole(string path, Action<FileStream> write) => WriteTogether((path, write));

    /// <summary>Writes a text in UTF-8 without a mark.</summary>
    /// <inheritdoc cref="WriteWhole"/>
    public static void WriteText(string path, string text) => WriteWhole(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes files of which none appears before all are complete.</summary>
    /// <param name="files">The files, written and then renamed in this order.</param>
    /// <inheritdoc cref="WriteWhole"/>
    public static void WriteTogether(params (string Path, Action<FileStream> Write)[] files)
    {
        List<(string Temporary, string Path)> written = [];
        try
        {
            foreach (var (path, write) in files)
            {
                RequireFolder(path);
                var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
                written.Add((temporary, path));
                using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
                write(file);
                file.Flush(flushToDisk: true);
            }

            foreach (var (temporary, path) in written)
            {
                File.Move(temporary, path, overwrite: true);
            }
        }
        finally
        {
            written.ForEach(file => File.Delete(file.Temporary));
        }
    }

    private static void RequireFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no folder {folder} to write {Path.GetFileName(path)} into");
        }
    }
}
