using System.Text.Json;

namespace NasPipelines.Files;

/// <summary>
/// The file beside an exported table that says where its columns come from. It carries the table's hash: a file that is of other content
/// says nothing of the table.
/// </summary>
internal static class ProvenanceFile
{
    /// <summary>What is appended to the table's name.</summary>
    public const string Suffix = ".provenance.json";

    /// <summary>The property that names the search space.</summary>
    public const string SpaceProperty = "searchSpace";

    /// <summary>The property with the SHA-256 of the table.</summary>
    public const string HashProperty = "sha256";

    /// <summary>
    /// The property with what was there before, while a table is being replaced: the old table's <see cref="HashProperty"/>, and its
    /// <see cref="DocumentProperty"/>.
    /// </summary>
    public const string ReplacingProperty = "replacing";

    /// <summary>The document of the table that is being replaced; null where it had none.</summary>
    public const string DocumentProperty = "provenance";

    /// <summary>The key, in a Parquet table's own metadata, of where a column comes from.</summary>
    public static string OfColumn(string name) => $"provenance.{name}";

    /// <summary>The part of a document that is of the table of this hash; null where none is.</summary>
    public static JsonElement? Of(JsonElement document, string sha256)
    {
        if (document.ValueKind != JsonValueKind.Object || HashOf(document) is not { } hash || hash == sha256)
        {
            return document; // documents of others may carry no hash
        }

        return document.TryGetProperty(ReplacingProperty, out var old) && HashOf(old) == sha256
            && old.TryGetProperty(DocumentProperty, out var before)
                ? before
                : null;
    }

    private static string? HashOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(HashProperty, out var hash)
            && hash.ValueKind == JsonValueKind.String
                ? hash.GetString()
                : null;
}
