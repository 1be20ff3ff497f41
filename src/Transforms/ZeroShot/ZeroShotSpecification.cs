using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Files;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.ZeroShot;

/// <summary>Everything zero-shot scores depend on beside the architecture and the versions of the formulas; images by their hash.</summary>
internal sealed record ZeroShotSpecification
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Space { get; init; }

    public required IReadOnlyList<string> Proxies { get; init; }

    public required IReadOnlyList<long> Seeds { get; init; }

    public required InitialisationScheme Initialisation { get; init; }

    public required bool DoublePrecision { get; init; }

    public required ScoredNetwork Form { get; init; }

    public required NetworkSize Network { get; init; }

    public required ZeroShotCompat Compat { get; init; }

    public required BatchNormStatistics Statistics { get; init; }

    /// <summary>The images; null where no estimator reads any.</summary>
    public ZeroShotImages? Images { get; init; }

    public string Encode() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="InvalidDataException">The text is not a specification.</exception>
    public static ZeroShotSpecification Decode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ZeroShotSpecification>(text, Json) is { Seeds.Count: > 0 } read
                ? read
                : throw new InvalidDataException("The zero-shot specification of the model is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The zero-shot specification of the model cannot be read: {JsonFaults.Text(e)}", e);
        }
    }

    /// <summary>For people and files: with the device where it is not the CPU.</summary>
    public string ToProvenance(string? device)
    {
        var json = JsonSerializer.SerializeToNode(this, Json)!.AsObject();
        if (device is not null)
        {
            json["Device"] = device;
        }

        return json.ToJsonString(Json);
    }
}
