using NasPipelines.Images;
using NasPipelines.Networks;

namespace NasPipelines.Training;

/// <summary>Fits networks to images.</summary>
internal static class ImageForm
{
    /// <summary>The options with classes and image size of the images.</summary>
    /// <exception cref="ArgumentException">The images are not square.</exception>
    public static NetworkOptions Fit(NetworkOptions network, ImageSet images) => images.Shape.Height == images.Shape.Width
        ? network with { Classes = images.Classes, ImageSize = images.Shape.Height, ImageChannels = images.Shape.Channels }
        : throw new ArgumentException($"Networks are built for square images (were {images.Shape}).", nameof(images));

    /// <summary>Mean and deviation of each channel over all images; a constant channel keeps deviation 1.</summary>
    public static Normalisation NormalisationOf(ImageSet images)
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
