using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NasPipelines.Spaces.Described;

/// <summary>A search space described in a file: JSON (with comments), or YAML, which says the same.</summary>
internal static class SpaceFile
{
    private const int LargestBytes = 1 << 20;
    private const int Deepest = 32;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no description; the message names all that is wrong, each with its
    /// place.</exception>
    public static SearchSpace Load(string path)
    {
        Files.InputFile.Require(path);
        if (new FileInfo(path).Length > LargestBytes)
        {
            throw new InvalidDataException($"{path} is too large for the description of a search space (over {LargestBytes} bytes).");
        }

        var text = File.ReadAllText(path);
        var reader = new DescriptionReader(IsYaml(path) ? OfYaml(path, text) : OfJson(path, text));
        var space = SpaceReader.Read(reader);
        return reader.Faults.Count == 0
            ? space!
            : throw new InvalidDataException($"{path}: {string.Join("; ", reader.Faults)}.");
    }

    private static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    private static JsonNode? OfJson(string path, string text)
    {
        try
        {
            return JsonNode.Parse(
                text,
                documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest });
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"{path} is not JSON at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}; YAML ends in .yaml.", fault);
        }
    }

    private static JsonNode? OfYaml(string path, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? Node(stream.Documents[0].RootNode, 0)
                : throw new InvalidDataException($"{path} holds {stream.Documents.Count} YAML documents, one is needed.");
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"{path} is not YAML at line {fault.Start.Line}: {fault.Message}", fault);
        }

        JsonNode? Node(YamlNode node, int depth) => node switch
        {
            _ when depth > Deepest =>
                throw new InvalidDataException($"{path} is nested more than {Deepest} deep at line {node.Start.Line}."),
            YamlMappingNode map => new JsonObject(map.Children.Select(
                child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Node(child.Value, depth + 1)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => Node(child, depth + 1))]),
            YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value!),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => throw new InvalidDataException($"{path}: an alias at line {node.Start.Line} is not read; write it out."),
        };
    }

    // Unquoted words that are JSON's own numbers and constants; all else is a text.
    private static JsonNode? Plain(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonValue value ? value : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
