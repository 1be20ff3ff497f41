using NasPipelines.Numerics;
using NasPipelines.Training;

namespace NasPipelines.Images;

/// <summary>
/// A made image set for small experiments: ten classes, 3×16×16. A class shows in a faint tint, in the direction and period of stripes, and in four
/// small shapes among others: cues that are learned one after the other. Only sums, products and quotients are used, so that a seed gives the same
/// bytes on every machine.
/// </summary>
public static class TinyImages
{
    /// <summary>The names of the classes.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = [.. TinyShapes.All.Select(s => s.Name)];

    /// <summary>The size of an image.</summary>
    public static ImageShape Shape { get; } = new(3, Size, Size);

    internal const int Size = 16;

    /// <summary>Images with classes in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same images; each depends on seed and position only.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public static ImageSet Create(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var pixels = new byte[checked(count * Shape.Bytes)];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % TinyShapes.All.Count;
            var random = RandomStreams.Of("tiny images", seed, i);
            new TinyPainter(random).Paint(labels[i], pixels.AsSpan(i * Shape.Bytes, Shape.Bytes));
        }

        return ImageSet.Create(pixels, labels, Shape, TinyShapes.All.Count);
    }
}
