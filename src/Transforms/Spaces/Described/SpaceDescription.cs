using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasPipelines.Spaces.Described;

/// <summary>A search space as a file describes it: cells on a skeleton of stages, or a chain of blocks.</summary>
internal sealed record SpaceDescription
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 16,
    };

    public required string Name { get; init; }

    public string? Description { get; init; }

    public StemDescription Stem { get; init; } = new();

    /// <summary>The searched cell; null where stages are chains of blocks.</summary>
    public CellDescription? Cell { get; init; }

    public required IReadOnlyList<StageDescription> Stages { get; init; }

    /// <summary>A 1×1 convolution before pooling; null for none.</summary>
    public HeadDescription? Head { get; init; }

    /// <exception cref="JsonException">It is no description.</exception>
    public static SpaceDescription Parse(string text) =>
        JsonSerializer.Deserialize<SpaceDescription>(text, Json) ?? throw new JsonException("it is null");

    /// <summary>All of it as one line: equal texts are equal spaces.</summary>
    public string Encode() => JsonSerializer.Serialize(this, Json);
}

/// <summary>The first convolution, with its normalisation and a ReLU.</summary>
internal sealed record StemDescription
{
    public int Channels { get; init; } = 16;

    public int Kernel { get; init; } = 3;

    public int Stride { get; init; } = 1;
}

/// <summary>The last convolution, with its normalisation and a ReLU.</summary>
internal sealed record HeadDescription
{
    public required int Channels { get; init; }
}

/// <summary>Nodes in order, the first the cell's input and the last its output, and the edges between them.</summary>
internal sealed record CellDescription
{
    public required int Nodes { get; init; }

    /// <summary>The operations of an edge that names none of its own.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>The edges; null joins every node to all later ones.</summary>
    public IReadOnlyList<EdgeDescription>? Edges { get; init; }
}

/// <summary>An edge from an earlier to a later node.</summary>
internal sealed record EdgeDescription
{
    public required int From { get; init; }

    public required int To { get; init; }

    public IReadOnlyList<string>? Operations { get; init; }
}

/// <summary>Cells of one width, or blocks in a chain; a list of several values is a choice.</summary>
internal sealed record StageDescription
{
    /// <summary>Cells: their number.</summary>
    public int? Cells { get; init; }

    /// <summary>Chains: the kind of block.</summary>
    public string? Block { get; init; }

    [JsonConverter(typeof(NumbersConverter))]
    public required IReadOnlyList<int> Channels { get; init; }

    [JsonConverter(typeof(NumbersConverter))]
    public IReadOnlyList<int>? Depth { get; init; }

    [JsonConverter(typeof(NumbersConverter))]
    public IReadOnlyList<int>? Kernel { get; init; }

    [JsonConverter(typeof(NumbersConverter))]
    public IReadOnlyList<int>? Expansion { get; init; }

    /// <summary>Of the first block, or of what stands before the cells; the first stage's is 1, others' 2 where left out.</summary>
    public int? Stride { get; init; }
}

/// <summary>A number, or a list of them.</summary>
internal sealed class NumbersConverter : JsonConverter<IReadOnlyList<int>>
{
    public override IReadOnlyList<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? [reader.GetInt32()]
            : JsonSerializer.Deserialize<List<int>>(ref reader, options) ?? throw new JsonException("numbers are needed");

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<int> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}
