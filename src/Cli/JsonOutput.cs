using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasPipelines.Cli;

/// <summary>The one JSON document of a verb: camel case, absent where null, numbers that are not finite as null.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Write(TextWriter output, object document) => output.WriteLine(JsonSerializer.Serialize(document, Options));

    /// <summary>A number, or null where it is not finite: JSON has no NaN.</summary>
    public static double? Number(double value) => double.IsFinite(value) ? value : null;
}
