using System.CommandLine;
using Microsoft.ML;

namespace NasPipelines.Cli;

/// <summary>Writes a view in the format that the file's name asks for.</summary>
internal static class TableOutput
{
    private static readonly (string Extension, Action<NasDataCatalog, IDataView, string> Save)[] Formats =
    [
        (".tsv", (data, view, path) => data.SaveAsTsv(view, path)),
        (".tsv.gz", (data, view, path) => data.SaveAsTsv(view, path)),
        (".parquet", (data, view, path) => data.SaveAsParquet(view, path)),
        (".idv", (data, view, path) => data.SaveAsBinary(view, path)),
    ];

    private const string Known = ".tsv, .tsv.gz, .parquet or .idv";

    public static Option<string> Option() => new("--output") { Description = $"File to write: {Known}.", Required = true };

    /// <summary>An output that may be left out.</summary>
    public static Option<string?> Optional(string purpose) => new("--output") { Description = $"{purpose}: {Known}." };

    /// <summary>Checks a file name before any work is done for it.</summary>
    public static Action<NasDataCatalog, IDataView> For(string path)
    {
        var save = Formats.FirstOrDefault(f => path.EndsWith(f.Extension, StringComparison.OrdinalIgnoreCase)).Save
            ?? throw new WrongUseException(
                $"--output '{path}': the extension must be one of {string.Join(", ", Formats.Select(f => f.Extension))}.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Directory.Exists(folder)
            ? (data, view) => save(data, view, path)
            : throw new WrongUseException($"--output '{path}': the folder {folder} does not exist.");
    }
}
