using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Annotations;
using NasPipelines.Files;

namespace NasPipelines.Data;

/// <summary>
/// What is written beside a table: its checksum, and where each column comes from. No time of day: equal input, equal bytes.
/// </summary>
internal static class ProvenanceDocument
{
    public static byte[] Of(IDataView view, string file, TableFormat format, long rows, string sha256, ReplacedTable? replaced = null)
    {
        DataViewSchema.Column[] columns = [.. view.Schema.Where(column => !column.IsHidden)];
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteString(ProvenanceFile.HashProperty, sha256);
            json.WriteNumber("rows", rows);
            json.WriteString("format", format.Format);
            json.WriteString("product", $"NasPipelines {ProductVersion.Text}");
            var spaces = columns.Select(column => AnnotationText.Of(column, AnnotationText.SearchSpace));
            if (spaces.FirstOrDefault(space => space is not null) is { } searchSpace)
            {
                json.WriteString(ProvenanceFile.SpaceProperty, searchSpace);
            }

            json.WriteStartObject("options");
            foreach (var (name, value) in format.Options)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteStartArray("columns");
            foreach (var column in columns)
            {
                Write(json, column);
            }

            json.WriteEndArray();
            replaced?.Write(json);
            json.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter json, DataViewSchema.Column column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type.ToString());
        foreach (var kind in column.Annotations.Schema.Where(kind => kind.Type is TextDataViewType))
        {
            json.WritePropertyName(char.ToLowerInvariant(kind.Name[0]) + kind.Name[1..]);
            WriteText(json, AnnotationText.Of(column, kind.Name)!);
        }

        json.WriteEndObject();
    }

    /// <summary>An annotation that holds a JSON object becomes part of the document, any other a string.</summary>
    private static void WriteText(Utf8JsonWriter json, string text)
    {
        if (!text.StartsWith('{'))
        {
            json.WriteStringValue(text);
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text); // it only looked like JSON
        }
    }
}
