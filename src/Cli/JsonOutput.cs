using System.Text.Encodings.Web;
using System.Text.Json;

namespace NasPipelines.Cli;

/// <summary>The one JSON document of a verb, camel case; numbers that are not finite are null.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    /// <summary>Writes a document; where several follow each other, each is a line.</summary>
    public static void Write(TextWriter output, object document, bool indented = true) =>
        output.WriteLine(JsonSerializer.Serialize(document, indented ? Options : OneLine));

    /// <summary>A number, or null where it is not finite: JSON has no NaN.</summary>
    public static double? Number(double value) => double.IsFinite(value) ? value : null;
}
