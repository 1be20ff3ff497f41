using System.Runtime.CompilerServices;
using NasPipelines.Images;
using NasPipelines.Numerics;
using NasPipelines.Trainers.Training;

namespace NasPipelines.Trainers.Embedded;

/// <summary>
/// A made image set for small experiments: ten classes, 3×16×16. A class is six patterns, smooth coloured fields fixed for good; an image
/// shows one of them, moved and stronger or fainter, under a field of its own and noise. What a network can learn is thus a sum of sixty
/// small things: accuracy grows smoothly with what an architecture can hold, and trainings with other seeds agree. Only sums, products and
/// quotients are used, so that a seed gives the same bytes on every machine.
/// </summary>
internal static class TinyImages
{
    internal const int Channels = 3;
    internal const int Size = 16;

    private const int Classes = 10;
    private const int PatternsPerClass = 6;
    private const double Strength = 0.25;
    private const double Clutter = 0.5;
    private const double Noise = 0.12;
    private const double Shift = 2;

    private static readonly Lazy<TinyPattern[]> Patterns = new(() => [.. Enumerable.Range(0, Classes * PatternsPerClass).Select(Pattern)]);

    /// <summary>The size of an image.</summary>
    public static ImageShape Shape { get; } = new(Channels, Size, Size);

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
            labels[i] = i % Classes;
            Paint(labels[i], RandomStreams.Of("tiny images", seed, i), pixels.AsSpan(i * Shape.Bytes, Shape.Bytes));
        }

        return ImageSet.Create(pixels, labels, Shape, Classes);
    }

    private static TinyPattern Pattern(int index)
    {
        var random = RandomStreams.Of("tiny patterns", 0, index);
        return new(ref random);
    }

    private static void Paint(int label, SplitMix64 random, Span<byte> pixels)
    {
        var pattern = Patterns.Value[label + (Classes * (int)random.NextInteger(PatternsPerClass))];
        var clutter = new TinyPattern(ref random);
        var (shiftX, shiftY) = (Uniform(ref random, -Shift, Shift), Uniform(ref random, -Shift, Shift));
        var (strength, ground) = (Strength * Uniform(ref random, 0.7, 1.3), Uniform(ref random, 0.4, 0.6));
        Span<double> shown = stackalloc double[pixels.Length], under = stackalloc double[pixels.Length];
        pattern.Fill(shiftX, shiftY, shown);
        clutter.Fill(0, 0, under);
        for (var i = 0; i < pixels.Length; i++)
        {
            var field = shown[i] + (Clutter * under[i]);
            pixels[i] = (byte)Math.Clamp((255 * (ground + (strength * field) + (Noise * Bell(ref random)))) + 0.5, 0, 255);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Uniform(ref SplitMix64 random, double low, double high) => low + ((high - low) * random.NextDouble());

    // Nearly normal with deviation 1: the sum of three uniform numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Bell(ref SplitMix64 random) =>
        Uniform(ref random, -1, 1) + Uniform(ref random, -1, 1) + Uniform(ref random, -1, 1);
}
