using Microsoft.ML;
using NasPipelines.Files;

namespace NasPipelines.Data;

/// <summary>A way to write a view.</summary>
/// <param name="Format">Its name in the provenance.</param>
/// <param name="Options">What else determines the bytes written.</param>
/// <param name="Write">Writes the file and returns the number of rows; it leaves the stream open.</param>
internal sealed record TableFormat(string Format, IReadOnlyDictionary<string, string> Options, Func<FileStream, long> Write);

/// <summary>
/// Writes a table and its provenance. Two files cannot be renamed at once; so that a kill in between leaves the old pair or the new one,
/// the provenance comes first and says of both tables where they come from until the new one is in its place.
/// </summary>
internal static class TableExport
{
    /// <summary>Writes a view and returns the number of rows.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no folder to write into.</exception>
    public static long Save(IDataView view, string path, TableFormat format)
    {
        long rows = 0;
        var sha256 = string.Empty;
        using var table = PendingFile.Write(path, file =>
        {
            rows = format.Write(file);
            sha256 = InputFile.Sha256(file);
        });
        if (PendingFile.IsDevice(path))
        {
            table.Place();
            return rows;
        }

        var (beside, real) = (path + ProvenanceFile.Suffix, RealPath.Of(path)); // a link that leads nowhere "exists"
        var old = File.Exists(real) ? InputFile.Sha256(real) : sha256;
        byte[] Document(ReplacedTable? replaced) =>
            ProvenanceDocument.Of(view, Path.GetFileName(path), format, rows, sha256, replaced);
        using var provenance = PendingFile.Write(beside, file => file.Write(Document(null)));
        if (old != sha256)
        {
            OutputFile.WriteWhole(beside, file => file.Write(Document(ReplacedTable.Of(old, beside))));
        }
        else
        {
            provenance.Place();
        }

        table.Place();
        if (old != sha256)
        {
            provenance.Place();
        }

        return rows;
    }

    /// <summary>Checks that a file's name says what is in it, so that it can be read again.</summary>
    public static void RequireEnding(string path, params string[] endings)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"{path}: the name of this format's files ends in {string.Join(", ", endings)}", nameof(path));
        }
    }
}
