using NasPipelines.Cli.Plots;
using NasPipelines.Report;
using SkiaSharp;

namespace NasPipelines.Cli.Tests.Plots;

public sealed class PlotImageTests
{
    private static readonly PlotColour Colour = new("c", "#ff0000", "#00ff00");

    private static readonly PlotStyle Box = new("box", Colour), Stroke = new("line", stroke: Colour, strokeWidth: 4),
        Dots = new("dots", stroke: Colour, strokeWidth: 4, dashes: [10, 10]), Writing = new("label", Colour, fontSize: 20);

    private static readonly SKColor Background = new(0xfe, 0xfd, 0xfc), Red = SKColors.Red;

    [Test]
    public void Png_OfEachShape_HasItsColourWhereItIsAndNowhereElse()
    {
        using var image = Decode(Paint(null));
        using var scope = Assert.EnterMultipleScope();
        Assert.That((image.Width, image.Height), Is.EqualTo((100 * PlotImage.Scale, 60 * PlotImage.Scale)));
        Assert.That(At(image, 2, 2), Is.EqualTo(Background), "the light colours");
        Assert.That(At(image, 20, 20), Is.EqualTo(Red));
        Assert.That(At(image, 35, 20), Is.EqualTo(Background));
        Assert.That(At(image, 50, 20).Green, Is.EqualTo(0x7e).Within(2), "half of the background shines through");
        Assert.That(At(image, 72, 20), Is.EqualTo(Red));
        Assert.That(At(image, 72, 12), Is.EqualTo(Background), "a circle has no corner");
        Assert.That(At(image, 50, 41), Is.EqualTo(Red));
        Assert.That(At(image, 50, 44), Is.EqualTo(Background), "the line is 4 wide");
        Assert.That((At(image, 5, 50), At(image, 15, 50)), Is.EqualTo((Red, Background)), "dashes");
    }

    [Test]
    public void Png_OfText_ShowsItWhereThereIsAFont()
    {
        using var font = PlotFont.Find();
        void Write(PlotCanvas canvas)
        {
            canvas.Text(50, 30, "nas τ", Writing, PlotAnchor.Middle, upwards: false);
            canvas.Text(6, 50, "up", Writing, PlotAnchor.Start, upwards: true);
        }

        using SKBitmap written = Decode(Paint(font, Write)), bare = Decode(Paint(null, Write));
        var places = (
            from x in Enumerable.Range(0, bare.Width)
            from y in Enumerable.Range(0, bare.Height)
            where written.GetPixel(x, y) != bare.GetPixel(x, y)
            select (x, y)).ToList();
        Assert.That(places.Any(p => p.x > 60), Is.EqualTo(font is not null), "in the middle");
        Assert.That(places.Any(p => p.x < 20), Is.EqualTo(font is not null), "at the left, turned");
        Assert.That(places.Where(p => p.x < 20).All(p => p.y < 110), "upwards from its start");
    }

    [Test]
    public void Png_Twice_GivesTheSameBytes()
    {
        using var font = PlotFont.Find();
        void Write(PlotCanvas canvas) => canvas.Text(50, 30, "nas", Writing, PlotAnchor.Start, upwards: false);
        var first = Paint(font, Write);
        Assert.That(Paint(font, Write), Is.EqualTo(first));
    }

    [Test]
    public void Png_OfAPlotThatIsTooLarge_IsRefused() =>
        Assert.That(
            () => PlotImage.Png(1_000_000, 1_000_000, "#fff", _ => { }),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("too large"));

    private static byte[] Paint(SKTypeface? font, Action<PlotCanvas>? more = null) => PlotImage.Png(100, 60, "#fefdfc", surface =>
    {
        var canvas = new SkiaCanvas(surface, font);
        canvas.Rectangle(10, 10, 20, 20, Box, 1, "tip");
        canvas.Rectangle(40, 10, 20, 20, Box, 0.5, null);
        canvas.Circle(80, 20, 10, Box, null);
        canvas.Line(0, 40, 100, 40, Stroke);
        canvas.Polyline([(0, 50), (100, 50)], Dots, null);
        more?.Invoke(canvas);
    });

    private static SKColor At(SKBitmap image, int x, int y) => image.GetPixel(x * PlotImage.Scale, y * PlotImage.Scale);

    private static SKBitmap Decode(byte[] png)
    {
        Assert.That(png.Take(8), Is.EqualTo(new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a }));
        return SKBitmap.Decode(png);
    }
}
