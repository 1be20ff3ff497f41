using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot;

/// <summary>The images themselves, transformed: few, and without them the scores could not be computed elsewhere.</summary>
internal sealed class ZeroShotBatch
{
    private readonly ImageSet _images;

    private ZeroShotBatch(ImageSet images)
    {
        _images = images;
        Content = ScorerContent.Of(ImageBytes.Of(images));
    }

    /// <summary>The number of images.</summary>
    public int Count => _images.Count;

    /// <summary>Pixels and labels, with their hash.</summary>
    public ScorerContent Content { get; }

    public static ZeroShotBatch From(ImageSet images, ZeroShotOptions options)
    {
        var part = images.Take(options.Part);
        var count = Math.Min(part.Count, options.BatchSize * options.Batches);
        return new(options.Transform.Apply(part.Subset(options.Batch.Choose(part, count))));
    }

    /// <summary>The first images of a set, as many as a specification speaks of; null where it has not so many.</summary>
    public static ZeroShotBatch? First(ImageSet images, ZeroShotImages specification)
    {
        var part = images.Take(specification.Source?.Part ?? ImagePart.All);
        return part.Count < specification.Count ? null : new(part.Take(0, specification.Count));
    }

    /// <exception cref="InvalidDataException">The bytes are not the images that the specification speaks of.</exception>
    public static ZeroShotBatch Decode(ZeroShotImages images, byte[] bytes) =>
        new(ImageBytes.Read(bytes, images.Count, new ImageShape(images.Channels, images.Height, images.Width), images.Classes));

    /// <summary>The batches; the last one may be smaller.</summary>
    public IReadOnlyList<ImageBatch> ToBatches(ZeroShotImages images)
    {
        var normalisation = new ImageNormalisation(images.Mean, images.Deviation);
        var shape = new FeatureShape(images.Channels, images.Height, images.Width);
        return
        [
            .. Enumerable.Range(0, _images.Count).Chunk(images.BatchSize).Select(positions =>
                new ImageBatch(_images.ToBatch(positions, normalisation), [.. positions.Select(i => _images.Labels[i])], shape)),
        ];
    }
}
