using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Networks;

namespace NasPipelines.OneShot;

/// <summary>Everything one-shot scores depend on, in a form that travels in saved models. The supernet is named by its path and hash.</summary>
internal sealed record OneShotSpecification
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required string Output { get; init; }

    public required string Supernet { get; init; }

    public required string SupernetSha256 { get; init; }

    public required string ParametersSha256 { get; init; }

    public required string Space { get; init; }

    public required NetworkOptions Network { get; init; }

    public required BatchNormStatistics Statistics { get; init; }

    public required SubnetExecution Execution { get; init; }

    public required OneShotCompat Compat { get; init; }

    public required int BatchSize { get; init; }

    public required bool KeepBatchScores { get; init; }

    public required int Threads { get; init; }

    public required ImageContent Images { get; init; }

    public ImageContent? Calibration { get; init; }

    /// <summary>As text without characters that need escaping.</summary>
    public string Encode() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <exception cref="InvalidDataException">The text is not a specification.</exception>
    public static OneShotSpecification Decode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<OneShotSpecification>(Convert.FromBase64String(text), Json)
                ?? throw new InvalidDataException("The one-shot specification of the model is empty.");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new InvalidDataException($"The one-shot specification of the model cannot be read: {e.Message}", e);
        }
    }

    /// <summary>For people and files: with the device, without images, which their hashes stand for.</summary>
    public string ToProvenance(string device)
    {
        var bare = this with { Images = Bare(Images)!, Calibration = Bare(Calibration) };
        var json = JsonSerializer.SerializeToNode(bare, Json)!.AsObject();
        json["Device"] = device;
        return Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(json));
    }

    /// <summary>What scores depend on: the same wherever the files lie.</summary>
    public string ToIdentity() => OneShotScorer.Kind + (this with
    {
        Supernet = string.Empty,
        SupernetSha256 = string.Empty,
        Images = Bare(Images)! with { Sources = [] },
        Calibration = Calibration is null ? null : Bare(Calibration)! with { Sources = [] },
    }).Encode();

    private static ImageContent? Bare(ImageContent? images) => images is null ? null : images with { Labels = null, Pixels = null };
}
