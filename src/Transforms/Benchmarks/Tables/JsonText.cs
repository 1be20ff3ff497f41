using System.Text.Json;
using System.Text.Unicode;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>The text of a JSON file that Python may have written.</summary>
internal static class JsonText
{
    private const int BytesPerByte = 8;

    /// <summary>The whole text as UTF-8, NaN and Infinity in quotes.</summary>
    /// <exception cref="InvalidDataException">It is not UTF-8, or does not fit into memory.</exception>
    public static byte[] Read(TableSource source)
    {
        var bytes = JsonNumbers.Quoted(UnicodeText.Utf8(source.ReadAll()));
        if (!Utf8.IsValid(bytes))
        {
            throw new InvalidDataException($"{source.Name} is no JSON: it is not UTF-8");
        }

        MemoryBudget.Of(source.Name).Require((long)BytesPerByte * bytes.Length);
        return bytes;
    }

    /// <summary>What to say of a file that is no JSON.</summary>
    public static InvalidDataException Fault(string path, JsonException fault) =>
        new($"{path} is no JSON: {JsonFaults.Text(fault)}", fault);

    /// <summary>The name of a property.</summary>
    /// <exception cref="InvalidDataException">It is no text.</exception>
    public static string Name(string path, JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidDataException($"{path}: a name has half a surrogate pair", fault);
        }
    }

    /// <summary>A text.</summary>
    /// <exception cref="InvalidDataException">It is no text.</exception>
    public static string Text(string path, JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidDataException($"{path}: a text has half a surrogate pair", fault);
        }
    }
}
