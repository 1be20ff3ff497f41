using System.Buffers.Binary;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot;

/// <summary>The images themselves, transformed: few, and without them the scores could not be computed elsewhere.</summary>
internal sealed class ZeroShotBatch
{
    private readonly byte[] _pixels;

    private ZeroShotBatch(byte[] pixels, int[] labels)
    {
        (_pixels, Labels) = (pixels, labels);
        Sha256 = ScorerContent.Of(Encode()).Sha256;
    }

    public int[] Labels { get; }

    public string Sha256 { get; }

    public static ZeroShotBatch From(ImageSet images, ZeroShotOptions options)
    {
        var part = images.Take(options.Part);
        var count = Math.Min(part.Count, options.BatchSize * options.Batches);
        var batch = options.Transform.Apply(part.Subset(options.Batch.Choose(part, count)));
        var pixels = new byte[batch.Count * batch.Shape.Bytes];
        for (var i = 0; i < batch.Count; i++)
        {
            batch.Pixels(i).CopyTo(pixels.AsSpan(i * batch.Shape.Bytes));
        }

        return new(pixels, [.. batch.Labels]);
    }

    /// <exception cref="InvalidDataException">The bytes are not the images that the specification speaks of.</exception>
    public static ZeroShotBatch Decode(ZeroShotImages images, byte[] bytes)
    {
        var pixels = (long)images.Count * images.Channels * images.Height * images.Width;
        if (bytes.Length != pixels + (4L * images.Count))
        {
            throw new InvalidDataException($"{images.Count} images of {images.Channels}x{images.Height}x{images.Width} were saved, but {bytes.Length} bytes are there.");
        }

        int[] labels = [.. Enumerable.Range(0, images.Count).Select(i => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((int)pixels + (4 * i))))];
        return new(bytes[..(int)pixels], labels);
    }

    /// <summary>Pixels, then labels as little-endian 32-bit integers.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[_pixels.Length + (4 * Labels.Length)];
        _pixels.CopyTo(bytes, 0);
        for (var i = 0; i < Labels.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(_pixels.Length + (4 * i)), Labels[i]);
        }

        return bytes;
    }

    /// <summary>The batches; the last one may be smaller.</summary>
    public IReadOnlyList<ImageBatch> ToBatches(ZeroShotImages images)
    {
        var set = ImageSet.Create(_pixels, Labels, new ImageShape(images.Channels, images.Height, images.Width), images.Classes);
        var normalisation = new ImageNormalisation(images.Mean, images.Deviation);
        var shape = new FeatureShape(images.Channels, images.Height, images.Width);
        return
        [
            .. Enumerable.Range(0, set.Count).Chunk(images.BatchSize)
                .Select(positions => new ImageBatch(set.ToBatch(positions, normalisation), [.. positions.Select(i => Labels[i])], shape)),
        ];
    }
}
