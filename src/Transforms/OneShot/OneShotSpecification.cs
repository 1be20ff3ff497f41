using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Files;
using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot;

/// <summary>Everything one-shot scores depend on beside the architecture. The supernet is named by its path and hash.</summary>
internal sealed record OneShotSpecification
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Output { get; init; }

    public required string LossOutput { get; init; }

    /// <summary>The file of the supernet; null where it is in memory only.</summary>
    public required string? Supernet { get; init; }

    public required string? SupernetSha256 { get; init; }

    public required string ParametersSha256 { get; init; }

    public required string Space { get; init; }

    public required NetworkOptions Network { get; init; }

    public required BatchNormStatistics Statistics { get; init; }

    public required SubnetExecution Execution { get; init; }

    public required OneShotCompat Compat { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>The number of batches whose own scores are columns; 0 keeps none.</summary>
    public required int BatchScores { get; init; }

    public required ImageContent Images { get; init; }

    public ImageContent? Calibration { get; init; }

    /// <summary>The part of the space that the supernet is of; null for all of it.</summary>
    public SupernetPart? Part { get; init; }

    public string Encode() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="InvalidDataException">The text is not a specification.</exception>
    public static OneShotSpecification Decode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<OneShotSpecification>(text, Json)
                ?? throw new InvalidDataException("The one-shot specification of the model is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The one-shot specification of the model cannot be read: {JsonFaults.Text(e)}", e);
        }
    }

    /// <summary>For people and files: with the device.</summary>
    public string ToProvenance(string device)
    {
        var json = JsonSerializer.SerializeToNode(this, Json)!.AsObject();
        json["Device"] = device;
        return json.ToJsonString();
    }

    /// <summary>What scores depend on: the same wherever the files lie, whatever the columns are called, portable or specialised.</summary>
    /// <param name="quantity">Accuracy or loss, of all images or of a batch.</param>
    /// <param name="space">The search space.</param>
    public string ToIdentity(string quantity, SearchSpace space) => JsonSerializer.Serialize(
        new
        {
            Kind = OneShotScorer.Kind,
            Quantity = quantity,
            Space,
            SpaceDefinition = space.Definition,
            Parameters = ParametersSha256,
            Network,
            Statistics,
            Compat,
            BatchSize,
            Images = Images.Sha256,
            Calibration = Calibration?.Sha256,
            Part,
        },
        Json);
}
