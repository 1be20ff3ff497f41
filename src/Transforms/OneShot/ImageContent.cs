using NasPipelines.Images;
using NasPipelines.Scoring;

namespace NasPipelines.OneShot;

/// <summary>
/// Images as a saved model carries them: the files they came from, how these are read, and their hash, as validation sets are large. Images
/// made in memory travel themselves, up to a size.
/// </summary>
internal sealed record ImageContent(
    string Sha256,
    string First,
    int Count,
    int Channels,
    int Height,
    int Width,
    int Classes,
    IReadOnlyList<string> Sources,
    ImageFormat Format,
    ImageSplit Split,
    int? DeclaredClasses,
    string? Content)
{
    /// <summary>The most bytes of pixels that travel in a model.</summary>
    public const int MaxEmbedded = 16 << 20;

    public static ImageContent Of(ImageSet images)
    {
        var loading = images.Loading ?? new();
        return new(
            images.Sha256,
            images.Take(0, 1).Sha256,
            images.Count,
            images.Shape.Channels,
            images.Shape.Height,
            images.Shape.Width,
            images.Classes,
            images.Sources,
            loading.Format,
            loading.Split,
            loading.Classes,
            Travels(images) ? ScorerContent.Of(ImageBytes.Of(images)).Sha256 : null);
    }

    /// <summary>The images themselves, where they travel.</summary>
    public ScorerContent? Embedded(ImageSet images) => Content is { } sha256 ? new(sha256, ImageBytes.Of(images)) : null;

    /// <exception cref="InvalidDataException">The images cannot be had again, or are others now.</exception>
    public ImageSet Load(ScorerRecipe recipe)
    {
        if (Content is not null)
        {
            return ImageBytes.Read(recipe.Content(Content), Count, new ImageShape(Channels, Height, Width), Classes);
        }

        if (Sources.Count == 0)
        {
            throw new InvalidDataException(
                $"The model's {Count} images were made in memory and were too many to be saved with it (at most {MaxEmbedded} bytes are).");
        }

        return Find(ImageSet.Load(Sources, new() { Format = Format, Split = Split, Classes = DeclaredClasses }))
            ?? throw new InvalidDataException(
                $"The model's {Count} images (SHA-256 {Sha256}) are not "
                + $"in {string.Join(", ", Sources)} as consecutive images: the files have changed, or "
                + "the set was not a run of them.");
    }

    private static bool Travels(ImageSet images) => images.Sources.IsEmpty && (long)images.Count * images.Shape.Bytes <= MaxEmbedded;

    // The set may be a run of its files' images: where it starts is found again by the hash of its first image.
    private ImageSet? Find(ImageSet all) =>
        Enumerable.Range(0, Math.Max(0, all.Count - Count + 1)).Where(start => all.Take(start, 1).Sha256 == First)
            .Select(start => all.Take(start, Count)).FirstOrDefault(part => part.Sha256 == Sha256);
}
