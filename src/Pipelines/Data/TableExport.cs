using Microsoft.ML;
using NasPipelines.Benchmarks.Tables;
using NasPipelines.Files;

namespace NasPipelines.Data;

/// <summary>A way to write a view.</summary>
/// <param name="Format">Its name in the provenance.</param>
/// <param name="Options">What else determines the bytes written.</param>
/// <param name="Write">Writes the file of that path and returns the number of rows.</param>
internal sealed record TableFormat(string Format, IReadOnlyDictionary<string, string> Options, Func<string, long> Write);

/// <summary>Writes a table and its provenance so that each is there complete or not at all.</summary>
internal static class TableExport
{
    /// <summary>Writes a view and returns the number of rows.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no folder to write into.</exception>
    public static long Save(IDataView view, string path, TableFormat format)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no folder {folder} to write {Path.GetFileName(path)} into");
        }

        var identity = Guid.NewGuid().ToString("N");
        var table = Path.Combine(folder, $".{Path.GetFileName(path)}.{identity}.tmp");
        var provenance = table + TableProvenanceFile.Suffix;
        try
        {
            var rows = format.Write(table);
            File.WriteAllBytes(provenance, ProvenanceDocument.Of(view, Path.GetFileName(path), format, rows, InputFile.Sha256(table)));
            File.Move(table, path, overwrite: true);
            File.Move(provenance, path + TableProvenanceFile.Suffix, overwrite: true);
            return rows;
        }
        finally
        {
            File.Delete(table);
            File.Delete(provenance);
        }
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
