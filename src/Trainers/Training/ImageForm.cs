using NasPipelines.Images;
using NasPipelines.Networks;

namespace NasPipelines.Trainers.Training;

/// <summary>Fits networks to images.</summary>
internal static class ImageForm
{
    /// <summary>The network of a size, with classes and image size of the images.</summary>
    /// <param name="size">The size.</param>
    /// <param name="affineCells">Whether batch normalisations in cells have a scale and a shift.</param>
    /// <param name="images">The images.</param>
    /// <exception cref="ArgumentException">The images are not square.</exception>
    public static NetworkOptions Fit(NetworkSize size, bool affineCells, ImageSet images) => images.Shape.Height == images.Shape.Width
        ? new(size)
        {
            Classes = images.Classes,
            ImageSize = images.Shape.Height,
            ImageChannels = images.Shape.Channels,
            AffineCells = affineCells,
        }
        : throw new ArgumentException($"Networks are built for square images (were {images.Shape}).", nameof(images));

    /// <summary>Mean and deviation of each channel over all images; a constant channel keeps deviation 1.</summary>
    public static ImageNormalisation NormalisationOf(ImageSet images)
    {
        var (channels, plane) = (images.Shape.Channels, images.Shape.Height * images.Shape.Width);
        var (sums, squares) = (new double[channels], new double[channels]);
        for (var i = 0; i < images.Count; i++)
        {
            var pixels = images.Pixels(i);
            for (var c = 0; c < channels; c++)
            {
                foreach (var pixel in pixels.Slice(c * plane, plane))
                {
                    sums[c] += pixel;
                    squares[c] += pixel * pixel;
                }
            }
        }

        var count = 255.0 * plane * images.Count;
        double[] mean = [.. sums.Select(s => s / count)];
        double[] deviation = [.. squares.Select((s, c) => Math.Sqrt(Math.Max(0, (s / 255 / count) - (mean[c] * mean[c]))))];
        return new(mean, deviation.Select(d => d > 0 ? d : 1));
    }
}
