using System.Text.Json;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Files;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Reads the file beside an exported table that says where its columns come from.</summary>
internal static class TableProvenanceFile
{
    private const int LongestMessage = 1000;

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

    private static string Known(string path, string space)
    {
        try
        {
            return SearchSpaces.Get(space).Name;
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException($"{path}: {ShownText.Of(fault.Message, LongestMessage)}", fault);
        }
    }
}
