using System.Text.Json;
using System.Text.Unicode;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>A JSON file as a tree; every fault names the file.</summary>
internal static class JsonFile
{
    /// <summary>The most bytes that one result's file may hold.</summary>
    public const long MaxBytes = 8 << 20;

    /// <exception cref="InvalidDataException">It is no JSON.</exception>
    public static JsonDocument Read(string path, long maxBytes)
    {
        using var stream = InputFile.Open(path, Math.Min(maxBytes, MaxBytes));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (!Utf8.IsValid(bytes.Span))
        {
            throw new InvalidDataException($"{path} is no JSON: it is not UTF-8");
        }

        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is no JSON: {JsonFaults.Text(fault)}", fault);
        }
    }

    /// <summary>A property of an object.</summary>
    /// <exception cref="InvalidDataException">It is not there, or of another kind.</exception>
    public static JsonElement Property(this JsonElement element, string where, string name, JsonValueKind kind)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var found))
        {
            throw new InvalidDataException($"{where}: '{name}' is missing");
        }

        return found.ValueKind == kind
            ? found
            : throw new InvalidDataException($"{where}: '{name}' must be a {kind} (was {found.ValueKind})");
    }

    /// <summary>A finite number of an object.</summary>
    public static double Number(this JsonElement element, string where, string name) =>
        element.Property(where, name, JsonValueKind.Number).TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new InvalidDataException($"{where}: '{name}' is no finite number");

    /// <summary>A text of an object.</summary>
    public static string Text(this JsonElement element, string where, string name)
    {
        try
        {
            return element.Property(where, name, JsonValueKind.String).GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidDataException($"{where}: '{name}' has half a surrogate pair", fault);
        }
    }
}
