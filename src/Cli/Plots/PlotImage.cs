using NasPipelines.Report;
using SkiaSharp;

namespace NasPipelines.Cli.Plots;

/// <summary>A plot as PNG.</summary>
internal static class PlotImage
{
    /// <summary>Pixels per unit of the plot: sharp in print and on dense screens.</summary>
    public const int Scale = 2;

    /// <summary>The image of a report's plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="font">The font of its text; null leaves the text out.</param>
    /// <exception cref="InvalidDataException">The plot is too large for an image.</exception>
    public static byte[] Png(ReportPlot plot, SKTypeface? font) =>
        Png(plot.Width, plot.Height, ReportPlot.Background, canvas => plot.Draw(new SkiaCanvas(canvas, font)));

    /// <summary>The image of what is drawn.</summary>
    internal static byte[] Png(int width, int height, string background, Action<SKCanvas> draw)
    {
        var size = new SKImageInfo(width * Scale, height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var surface = SKSurface.Create(size)
            ?? throw new InvalidDataException(
                FormattableString.Invariant($"The plot is too large for an image ({size.Width} × {size.Height})."));
        surface.Canvas.Clear(SKColor.Parse(background));
        surface.Canvas.Scale(Scale);
        draw(surface.Canvas);
        using var snapshot = surface.Snapshot();
        using var data = snapshot.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
