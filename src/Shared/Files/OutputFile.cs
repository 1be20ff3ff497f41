using System.Text;

namespace NasPipelines.Files;

/// <summary>
/// Files that are written whole or not at all: under temporary names beside them, then renamed. A link stays one: the file that it leads
/// to is replaced.
/// </summary>
internal static class OutputFile
{
    /// <summary>Writes a file; a file of this name is always complete.</summary>
    /// <param name="path">The file, replaced where it exists.</param>
    /// <param name="write">Writes the content to a stream that can seek and be read back.</param>
    /// <exception cref="DirectoryNotFoundException">There is no folder to write into.</exception>
    /// <exception cref="IOException">It cannot be written; a file that was there stays as it is.</exception>
    public static void WriteWhole(string path, Action<FileStream> write)
    {
        using var pending = PendingFile.Write(path, write);
        pending.Place();
    }

    /// <summary>Writes a text in UTF-8 without a mark.</summary>
    /// <inheritdoc cref="WriteWhole"/>
    public static void WriteText(string path, string text) => WriteWhole(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
}
