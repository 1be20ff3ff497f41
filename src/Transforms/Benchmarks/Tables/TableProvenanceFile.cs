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
    /// <exception cref="InvalidDataException">There is one and it is not JSON.</exception>
    /// <exception cref="ArgumentException">It names a space that is not known here.</exception>
    public static string? SpaceOf(string table)
    {
        var path = table + ProvenanceFile.Suffix;
        if (!File.Exists(path))
        {
            return null;
        }

        using var document = JsonFile.Read(path, JsonFile.MaxBytes);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty(ProvenanceFile.SpaceProperty, out var space)
            && space.ValueKind == JsonValueKind.String
                ? Known(path, document.RootElement.Text(path, ProvenanceFile.SpaceProperty))
                : null;
    }

    private static string Known(string path, string space) =>
        SearchSpaces.All.Append(NetworkFileSpace.WithoutFiles)
            .FirstOrDefault(known => known.Name.Equals(space, StringComparison.OrdinalIgnoreCase))?.Name
        ?? throw new ArgumentException($"{path}: its search space '{ShownText.Of(space)}' is none of "
            + $"{string.Join(", ", SearchSpaces.All.Select(listed => listed.Name))}; a space of your own is passed as it is.");
}
