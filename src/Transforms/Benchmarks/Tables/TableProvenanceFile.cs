using System.Text.Json;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Files;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Reads the file beside an exported table that says where its columns come from.</summary>
internal static class TableProvenanceFile
{
    /// <summary>The search space that the file beside a table names, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">There is one and it is not JSON, or of another table.</exception>
    /// <exception cref="ArgumentException">It names a space that is not known here.</exception>
    public static string? SpaceOf(TableSource source)
    {
        var table = source.Name;
        var path = table + ProvenanceFile.Suffix;
        if (!File.Exists(path) || !File.Exists(table))
        {
            return null;
        }

        using var document = JsonFile.Read(path, JsonFile.MaxBytes);
        var own = ProvenanceFile.Of(document.RootElement, source.Sha256())
            ?? throw new InvalidDataException($"{OfAnother(table)}; name the search space, or write the table again");
        return own.ValueKind == JsonValueKind.Object
            && own.TryGetProperty(ProvenanceFile.SpaceProperty, out var space)
            && space.ValueKind == JsonValueKind.String
                ? Known(path, own.Text(path, ProvenanceFile.SpaceProperty))
                : null;
    }

    /// <summary>What is to be said of the file beside a table, or null where there is none or it belongs to the table.</summary>
    public static string? Warning(TableSource source)
    {
        var table = source.Name;
        var path = table + ProvenanceFile.Suffix;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonFile.Read(path, JsonFile.MaxBytes);
            return ProvenanceFile.Of(document.RootElement, source.Sha256()) is null ? $"{OfAnother(table)}; nothing of it is used" : null;
        }
        catch (InvalidDataException e)
        {
            return $"{e.Message}; nothing of it is used";
        }
    }

    private static string OfAnother(string table) =>
        $"{table}{ProvenanceFile.Suffix} is not of this table: the SHA-256 that it names is another one than that of {table}";

    private static string Known(string path, string space) =>
        SearchSpaces.All.Concat(SearchSpaces.OfTables)
            .FirstOrDefault(known => known.Name.Equals(space, StringComparison.OrdinalIgnoreCase))?.Name
        ?? throw new ArgumentException($"{path}: its search space '{ShownText.Of(space)}' is none of "
            + $"{string.Join(", ", SearchSpaces.All.Select(listed => listed.Name))}; a space of your own is passed as it is.");
}
