namespace NasPipelines.Images;

public sealed partial class ImageSet
{
    /// <summary>A part of the set, which shares its memory.</summary>
    /// <exception cref="ArgumentException">The part of so small a set has no image.</exception>
    internal ImageSet Take(ImagePart part)
    {
        var (start, count) = Range(part);
        return count > 0 ? Take(start, count) : throw new ArgumentException($"{part} of {Count} images is empty", nameof(part));
    }

    internal (int Start, int Count) Range(ImagePart part)
    {
        var first = (int)(Count * 4L / 5);
        return part switch
        {
            ImagePart.All => (0, Count),
            ImagePart.FirstFourFifths => (0, first),
            ImagePart.LastFifth => (first, Count - first),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "unknown part"),
        };
    }
}
