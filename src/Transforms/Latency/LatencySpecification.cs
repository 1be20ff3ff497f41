using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.Latency;

/// <summary>Everything that a latency depends on beside the architecture: the machine among it.</summary>
internal sealed record LatencySpecification
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Space { get; init; }

    public required NetworkOptions Network { get; init; }

    public required int BatchSize { get; init; }

    public required int RunThreads { get; init; }

    public required int WarmUp { get; init; }

    public required int Repetitions { get; init; }

    public required string Provider { get; init; }

    public required int Device { get; init; }

    /// <summary>The version of ONNX Runtime.</summary>
    public required string Runtime { get; init; }

    public required string Machine { get; init; }

    public string ToProvenance() => JsonSerializer.Serialize(this, Json);

    public string ToIdentity(string quantity, SearchSpace space) => JsonSerializer.Serialize(
        new { LatencyScorer.Kind, Quantity = quantity, SpaceDefinition = space.Definition, Settings = this }, Json);
}
