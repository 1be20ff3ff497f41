using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace NasPipelines.Cli.Plots;

/// <summary>Paints a report's plot as PNG, in its light colours. Reads the part of SVG that plots are written in.</summary>
internal sealed class PlotImage : IDisposable
{
    /// <summary>Pixels per unit of the plot: sharp in print and on dense screens.</summary>
    public const int Scale = 2;

    private readonly PlotStyle _style;
    private readonly SKTypeface? _font;
    private readonly SKSurface _surface;

    private PlotImage(XElement svg, SKTypeface? font)
    {
        _font = font;
        _style = new PlotStyle(svg.Elements().Single(e => e.Name.LocalName == "style").Value);
        var size = new SKImageInfo((int)Number(svg, "width") * Scale, (int)Number(svg, "height") * Scale, SKColorType.Rgba8888, SKAlphaType.Premul);
        _surface = SKSurface.Create(size) ?? throw new InvalidDataException($"The plot is too large for an image ({size.Width} × {size.Height}).");
        _surface.Canvas.Clear(_style.Colour("svg", "plot", "background") ?? SKColors.White);
        _surface.Canvas.Scale(Scale);
    }

    /// <summary>The image of a plot.</summary>
    /// <param name="svg">The plot as a document of its own.</param>
    /// <param name="font">The font of its text; null leaves the text out.</param>
    /// <exception cref="InvalidDataException">It has an element that no plot has.</exception>
    public static byte[] Png(string svg, SKTypeface? font)
    {
        var root = XDocument.Parse(svg).Root!;
        using var image = new PlotImage(root, font);
        foreach (var element in root.Elements())
        {
            image.Draw(element);
        }

        using var snapshot = image._surface.Snapshot();
        using var data = snapshot.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose() => _surface.Dispose();

    private void Draw(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "title" or "desc" or "style":
                break;
            case "line":
                Paint(element, p => _surface.Canvas.DrawLine(Number(element, "x1"), Number(element, "y1"), Number(element, "x2"), Number(element, "y2"), p));
                break;
            case "rect":
                Paint(element, p => _surface.Canvas.DrawRect(Number(element, "x"), Number(element, "y"), Number(element, "width"), Number(element, "height"), p));
                break;
            case "circle":
                Paint(element, p => _surface.Canvas.DrawCircle(Number(element, "cx"), Number(element, "cy"), Number(element, "r"), p));
                break;
            case "polyline":
                using (var path = new SKPath())
                {
                    float[] points = Numbers((string?)element.Attribute("points"));
                    path.AddPoly([.. points.Chunk(2).Select(p => new SKPoint(p[0], p[1]))], close: false);
                    Paint(element, p => _surface.Canvas.DrawPath(path, p));
                }

                break;
            case "text":
                Write(element);
                break;
            default:
                throw new InvalidDataException($"A plot has no element '{element.Name.LocalName}'; it has title, desc, style, line, rect, circle, polyline and text.");
        }
    }

    private void Paint(XElement element, Action<SKPaint> draw)
    {
        var (name, style) = (element.Name.LocalName, (string?)element.Attribute("class") ?? string.Empty);
        if (_style.Colour(name, style, "fill") is { } fill)
        {
            using var paint = new SKPaint { IsAntialias = true, Color = fill.WithAlpha((byte)Math.Round(255 * Number(element, "fill-opacity", 1))) };
            draw(paint);
        }

        if (_style.Colour(name, style, "stroke") is { } stroke)
        {
            using var dashes = _style.Numbers(name, style, "stroke-dasharray") is { Length: > 0 } lengths ? SKPathEffect.CreateDash(lengths, 0) : null;
            using var paint = new SKPaint
            {
                IsAntialias = true,
                IsStroke = true,
                Color = stroke,
                StrokeWidth = _style.Numbers(name, style, "stroke-width") is [var width, ..] ? width : 1,
                PathEffect = dashes,
            };
            draw(paint);
        }
    }

    private void Write(XElement element)
    {
        if (_font is null)
        {
            return;
        }

        var style = (string?)element.Attribute("class") ?? string.Empty;
        float[] move = Numbers((string?)element.Attribute("transform")); // translate(x y) rotate(angle), or none
        using var paint = new SKPaint
        {
            IsAntialias = true,
            SubpixelText = true,
            Typeface = _font,
            Color = _style.Colour("text", style, "fill") ?? SKColors.Black,
            TextSize = _style.Numbers("text", style, "font-size") is [var size, ..] ? size : _style.Numbers("text", style, "font")[0],
            TextAlign = (string?)element.Attribute("text-anchor") switch { "end" => SKTextAlign.Right, "middle" => SKTextAlign.Center, _ => SKTextAlign.Left },
        };
        using var restore = new SKAutoCanvasRestore(_surface.Canvas);
        if (move is [var x, var y, var angle])
        {
            _surface.Canvas.Translate(x, y);
            _surface.Canvas.RotateDegrees(angle);
        }

        _surface.Canvas.DrawText(element.Value, Number(element, "x", 0), Number(element, "y", 0), paint);
    }

    private static float Number(XElement element, string attribute, float? otherwise = null) =>
        element.Attribute(attribute) is { } found ? float.Parse(found.Value, CultureInfo.InvariantCulture)
        : otherwise ?? throw new InvalidDataException($"An element '{element.Name.LocalName}' of the plot lacks its '{attribute}'.");

    private static float[] Numbers(string? text) =>
        [.. (text ?? string.Empty).Split([' ', ',', '(', ')']).Where(part => part.Length > 0 && !char.IsAsciiLetter(part[0])).Select(part => float.Parse(part, CultureInfo.InvariantCulture))];
}
