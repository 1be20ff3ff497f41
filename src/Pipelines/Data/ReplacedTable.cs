using System.Text.Json;
using NasPipelines.Files;

namespace NasPipelines.Data;

/// <summary>The table that a new one is about to replace.</summary>
/// <param name="Sha256">Its hash.</param>
/// <param name="Provenance">What the file beside it says of it, as JSON; null where there is none.</param>
internal sealed record ReplacedTable(string Sha256, string? Provenance)
{
    /// <summary>The table of a hash, and the file beside it.</summary>
    public static ReplacedTable Of(string sha256, string provenance)
    {
        if (!File.Exists(provenance))
        {
            return new(sha256, null);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(provenance));
            return new(sha256, ProvenanceFile.Of(document.RootElement, sha256)?.GetRawText());
        }
        catch (JsonException)
        {
            return new(sha256, null); // something else of that name says nothing of the table
        }
    }

    /// <summary>Writes it into the new table's document.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject(ProvenanceFile.ReplacingProperty);
        json.WriteString(ProvenanceFile.HashProperty, Sha256);
        json.WritePropertyName(ProvenanceFile.DocumentProperty);
        if (Provenance is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(Provenance);
        }

        json.WriteEndObject();
    }
}
