using NasPipelines.Images;

namespace NasPipelines.OneShot;

/// <summary>
/// Images as a saved model carries them: the files they came from with their hash, as validation sets are large. Images made in memory travel themselves,
/// up to a size.
/// </summary>
internal sealed record ImageContent(
    string Sha256, string First, int Count, int Channels, int Height, int Width, int Classes, IReadOnlyList<string> Sources, int[]? Labels, byte[]? Pixels)
{
    /// <summary>The most bytes of pixels that travel in a model.</summary>
    public const int MaxEmbedded = 16 << 20;

    public static ImageContent From(ImageSet images)
    {
        var travels = images.Sources.IsEmpty && (long)images.Count * images.Shape.Bytes <= MaxEmbedded;
        return new(
            images.Sha256,
            images.Take(0, 1).Sha256,
            images.Count,
            images.Shape.Channels,
            images.Shape.Height,
            images.Shape.Width,
            images.Classes,
            images.Sources,
            travels ? [.. images.Labels] : null,
            travels ? [.. Enumerable.Range(0, images.Count).SelectMany(i => images.Pixels(i).ToArray())] : null);
    }

    /// <exception cref="InvalidDataException">The images cannot be had again, or are others now.</exception>
    public ImageSet Load()
    {
        if (Pixels is not null && Labels is not null)
        {
            return ImageSet.Create(Pixels, Labels, new ImageShape(Channels, Height, Width), Classes);
        }

        if (Sources.Count == 0)
        {
            throw new InvalidDataException($"The model's {Count} images were made in memory and were too many to be saved with it (at most {MaxEmbedded} bytes are).");
        }

        var format = Classes switch { 100 => ImageFormat.Cifar100, 20 => ImageFormat.Cifar100Coarse, _ => ImageFormat.Cifar10 };
        return Find(ImageSet.Load(Sources, new() { Format = format }))
            ?? throw new InvalidDataException(
                $"The model's {Count} images (SHA-256 {Sha256}) are not in {string.Join(", ", Sources)} as consecutive images: the files have changed, or the set was not a run of them.");
    }

    // The set may be a run of its files' images: where it starts is found again by the hash of its first image.
    private ImageSet? Find(ImageSet all) =>
        Enumerable.Range(0, Math.Max(0, all.Count - Count + 1)).Where(start => all.Take(start, 1).Sha256 == First)
            .Select(start => all.Take(start, Count)).FirstOrDefault(part => part.Sha256 == Sha256);
}
