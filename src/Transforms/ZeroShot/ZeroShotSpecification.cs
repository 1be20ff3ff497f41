using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Images;
using NasPipelines.Networks;

namespace NasPipelines.ZeroShot;

/// <summary>Everything zero-shot scores depend on, in a form that travels in saved models.</summary>
internal sealed record ZeroShotSpecification
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required string Space { get; init; }

    public required IReadOnlyList<string> Proxies { get; init; }

    public required long Seed { get; init; }

    /// <summary>Several seeds; null where there is one.</summary>
    public IReadOnlyList<long>? Seeds { get; init; }

    public required InitialisationScheme Initialisation { get; init; }

    public required bool DoublePrecision { get; init; }

    public required ScoredNetwork Form { get; init; }

    public required NetworkSize Network { get; init; }

    public required ZeroShotCompat Compat { get; init; }

    public required int Threads { get; init; }

    public BatchNormStatistics Statistics { get; init; }

    public BatchContent? Batch { get; init; }

    /// <summary>For a proxy that is not listed: the build of the code that defines it.</summary>
    public string? Definition { get; init; }

    [JsonIgnore]
    public IReadOnlyList<long> AllSeeds => Seeds ?? [Seed];

    /// <summary>The images themselves, transformed: few, and without them the scores could not be computed elsewhere.</summary>
    internal sealed record BatchContent(
        string Images, string Sha256, string Selection, int Samples, int Channels, int Height, int Width, int Classes, double[] Mean, double[] Deviation, int[]? Labels, byte[]? Pixels)
    {
        public int Batches { get; init; } = 1;

        public ImagePart Part { get; init; }

        public string Transform { get; init; } = ImageTransform.None.ToString()!;

        public static BatchContent From(ImageSet images, ZeroShotOptions options, ImageNormalisation normalisation)
        {
            var part = images.Take(options.Part);
            var count = Math.Min(part.Count, options.BatchSize * options.Batches);
            var batch = options.Transform.Apply(part.Subset(options.Batch.Choose(part, count)));
            var pixels = Enumerable.Range(0, batch.Count).SelectMany(i => batch.Pixels(i).ToArray()).ToArray();
            return new(
                images.ToString(), images.Sha256, options.Batch.ToString()!, options.BatchSize, images.Shape.Channels, images.Shape.Height, images.Shape.Width, images.Classes, [.. normalisation.Mean], [.. normalisation.StandardDeviation], [.. batch.Labels], pixels)
            {
                Batches = options.Batches,
                Part = options.Part,
                Transform = options.Transform.ToString()!,
            };
        }

        /// <summary>The batches; the last one may be smaller.</summary>
        public IReadOnlyList<ImageBatch> ToBatches()
        {
            var images = ImageSet.Create(Pixels!, Labels!, new ImageShape(Channels, Height, Width), Classes);
            return [.. Enumerable.Range(0, images.Count).Chunk(Samples).Select(positions => new ImageBatch(
                images.ToBatch(positions, new ImageNormalisation(Mean, Deviation)), [.. positions.Select(i => Labels![i])], new FeatureShape(Channels, Height, Width)))];
        }
    }

    /// <summary>As text without characters that need escaping.</summary>
    public string Encode() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <exception cref="InvalidDataException">The text is not a specification.</exception>
    public static ZeroShotSpecification Decode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ZeroShotSpecification>(Convert.FromBase64String(text), Json)
                ?? throw new InvalidDataException("The zero-shot specification of the model is empty.");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new InvalidDataException($"The zero-shot specification of the model cannot be read: {e.Message}", e);
        }
    }

    /// <summary>For people and files: without labels and pixels, which their hash stands for.</summary>
    public string ToProvenance() =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(this with { Batch = Batch is null ? null : Batch with { Labels = null, Pixels = null } }, Json));
}
