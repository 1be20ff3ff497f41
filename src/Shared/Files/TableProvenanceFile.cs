using System.Text.Json;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>The file beside an exported table that says where its columns come from.</summary>
internal static class TableProvenanceFile
{
    /// <summary>What is appended to the table's name.</summary>
    public const string Suffix = ".provenance.json";

    /// <summary>The property that names the search space.</summary>
    public const string SpaceProperty = "searchSpace";

    /// <summary>The search space that the file beside a table names, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">There is one and it is not JSON.</exception>
    public static string? SpaceOf(string table)
    {
        var path = table + Suffix;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(SpaceProperty, out var space)
                && space.ValueKind == JsonValueKind.String
                    ? space.GetString()
                    : null;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is not JSON ({fault.Message}); delete it, or name the search space yourself", fault);
        }
    }
}
