using NasPipelines.Numerics;

namespace NasPipelines.Images;

/// <summary>What happens to images before they are normalised: a pure function of the images, their positions and the rule.</summary>
public abstract class ImageTransform
{
    private protected ImageTransform()
    {
    }

    /// <summary>The images as they are: the transform of test images.</summary>
    public static ImageTransform None { get; } = new Unchanged();

    /// <summary>
    /// The usual transform of training images: each is moved by up to 4 pixels in both directions, black where nothing moves in, and
    /// mirrored left to right with probability ½.
    /// </summary>
    /// <param name="seed">The generator's starting state.</param>
    public static ImageTransform CropAndFlip(ulong seed) => new Augmented(seed);

    /// <summary>
    /// Images of another size: each pixel is interpolated linearly between the four around its place, the border is continued.
    /// </summary>
    /// <param name="size">Rows and columns, 1 to 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is none.</exception>
    public static ImageTransform Resize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 4096);
        return new ImageResizing(size);
    }

    /// <summary>The shape of transformed images.</summary>
    internal virtual ImageShape ShapeOf(ImageShape shape) => shape;

    /// <summary>The transformed images.</summary>
    internal ImageSet Apply(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Transformed(images);
    }

    private protected abstract ImageSet Transformed(ImageSet images);

    private sealed class Unchanged : ImageTransform
    {
        public override string ToString() => "none";

        private protected override ImageSet Transformed(ImageSet images) => images;
    }

    private sealed class Augmented(ulong seed) : ImageTransform
    {
        private const int Padding = 4;

        public override string ToString() => $"crop with padding {Padding} and flip, seed {seed}";

        private protected override ImageSet Transformed(ImageSet images)
        {
            var random = new SplitMix64(seed);
            var pixels = new byte[images.Count * images.Shape.Bytes];
            for (var i = 0; i < images.Count; i++)
            {
                var down = (int)random.NextInteger((2 * Padding) + 1) - Padding;
                var right = (int)random.NextInteger((2 * Padding) + 1) - Padding;
                var mirrored = random.NextInteger(2) == 1;
                Move(images.Pixels(i), pixels.AsSpan(i * images.Shape.Bytes, images.Shape.Bytes), images.Shape, down, right, mirrored);
            }

            return ImageSet.Create(pixels, images.Labels, images.Shape, images.Classes);
        }

        private static void Move(ReadOnlySpan<byte> from, Span<byte> to, ImageShape shape, int down, int right, bool mirrored)
        {
            for (var at = 0; at < to.Length; at++)
            {
                var (plane, row, column) = (at / (shape.Height * shape.Width), at / shape.Width % shape.Height, at % shape.Width);
                var y = row + down;
                var x = (mirrored ? shape.Width - 1 - column : column) + right;
                to[at] = y >= 0
                    && y < shape.Height
                    && x >= 0
                    && x < shape.Width ? from[(((plane * shape.Height) + y) * shape.Width) + x] : (byte)0;
            }
        }
    }
}
