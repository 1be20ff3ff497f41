using NasPipelines.Report;
using SkiaSharp;

namespace NasPipelines.Cli.Plots;

/// <summary>Paints a plot with Skia, in its light colours.</summary>
/// <param name="canvas">What is painted on; whoever made it disposes of it.</param>
/// <param name="font">The font of text; null leaves the text out.</param>
internal sealed class SkiaCanvas(SKCanvas canvas, SKTypeface? font) : PlotCanvas
{
    public override void Line(double x1, double y1, double x2, double y2, PlotStyle style) =>
        Outline(style, paint => canvas.DrawLine((float)x1, (float)y1, (float)x2, (float)y2, paint));

    public override void Rectangle(double x, double y, double width, double height, PlotStyle style, double opacity, string? tip) =>
        Shape(style, opacity, paint => canvas.DrawRect((float)x, (float)y, (float)width, (float)height, paint));

    public override void Circle(double x, double y, double radius, PlotStyle style, string? tip) =>
        Shape(style, 1, paint => canvas.DrawCircle((float)x, (float)y, (float)radius, paint));

    public override void Polyline(IReadOnlyList<(double X, double Y)> points, PlotStyle style, string? tip)
    {
        using var path = new SKPath();
        path.AddPoly([.. points.Select(p => new SKPoint((float)p.X, (float)p.Y))], close: false);
        Shape(style, 1, paint => canvas.DrawPath(path, paint));
    }

    public override void Text(double x, double y, string text, PlotStyle style, PlotAnchor anchor, bool upwards)
    {
        if (font is null || style.Fill is null)
        {
            return;
        }

        using var paint = new SKPaint
        {
            IsAntialias = true,
            SubpixelText = true,
            Typeface = font,
            Color = SKColor.Parse(style.Fill),
            TextSize = (float)style.FontSize,
            TextAlign = anchor switch
            {
                PlotAnchor.End => SKTextAlign.Right,
                PlotAnchor.Middle => SKTextAlign.Center,
                _ => SKTextAlign.Left,
            },
        };
        using var restore = new SKAutoCanvasRestore(canvas);
        canvas.Translate((float)x, (float)y);
        if (upwards)
        {
            canvas.RotateDegrees(-90);
        }

        canvas.DrawText(text, 0, 0, paint);
    }

    private static void Shape(PlotStyle style, double opacity, Action<SKPaint> draw)
    {
        if (style.Fill is not null)
        {
            using var paint = new SKPaint
            {
                IsAntialias = true,
                Color = SKColor.Parse(style.Fill).WithAlpha((byte)Math.Round(255 * opacity)),
            };
            draw(paint);
        }

        Outline(style, draw);
    }

    private static void Outline(PlotStyle style, Action<SKPaint> draw)
    {
        if (style.Stroke is null)
        {
            return;
        }

        using var dashes = style.Dashes.IsDefaultOrEmpty
            ? null
            : SKPathEffect.CreateDash([.. style.Dashes.Select(length => (float)length)], 0);
        using var paint = new SKPaint
        {
            IsAntialias = true,
            IsStroke = true,
            Color = SKColor.Parse(style.Stroke),
            StrokeWidth = (float)style.StrokeWidth,
            PathEffect = dashes,
        };
        draw(paint);
    }
}
