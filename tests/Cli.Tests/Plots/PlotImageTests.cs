using NasPipelines.Cli.Plots;
using SkiaSharp;

namespace NasPipelines.Cli.Tests.Plots;

public sealed class PlotImageTests
{
    private const string Plot = """
        <svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60" width="100" height="60"><title>t</title><desc>d</desc>
        <style>:root{--fg:#010203;--bg:#fefdfc;--c:#ff0000}
        @media (prefers-color-scheme:dark){:root{--fg:#ffffff;--bg:#000000;--c:#00ff00}}
        .plot{font:20px system-ui;background:var(--bg)}.plot text{fill:var(--fg)}.plot .box{fill:var(--c)}.plot .line,.plot .dots{stroke:var(--c);stroke-width:4}
        .plot .dots{fill:none;stroke-dasharray:10 10}.plot .line:hover{stroke-width:40}</style>
        <rect class="box" x="10" y="10" width="20" height="20" fill-opacity="1"><title>tip</title></rect>
        <rect class="box" x="40" y="10" width="20" height="20" fill-opacity="0.5"/>
        <circle class="box" cx="80" cy="20" r="10"/>
        <line class="line" x1="0" y1="40" x2="100" y2="40"/>
        <polyline class="dots" points="0,50 100,50"/>
        WRITING
        </svg>
        """;

    private static readonly SKColor Background = new(0xfe, 0xfd, 0xfc), Red = SKColors.Red;

    [Test]
    public void Png_OfEachShape_HasItsColourWhereItIsAndNowhereElse()
    {
        using var image = Decode(PlotImage.Png(Plot.Replace("WRITING", ""), null));
        using var scope = Assert.EnterMultipleScope();
        Assert.That((image.Width, image.Height), Is.EqualTo((100 * PlotImage.Scale, 60 * PlotImage.Scale)));
        Assert.That(At(image, 2, 2), Is.EqualTo(Background), "the light colours");
        Assert.That(At(image, 20, 20), Is.EqualTo(Red));
        Assert.That(At(image, 35, 20), Is.EqualTo(Background));
        Assert.That(At(image, 50, 20).Green, Is.EqualTo(0x7e).Within(2), "half of the background shines through");
        Assert.That(At(image, 72, 20), Is.EqualTo(Red));
        Assert.That(At(image, 72, 12), Is.EqualTo(Background), "a circle has no corner");
        Assert.That(At(image, 50, 41), Is.EqualTo(Red));
        Assert.That(At(image, 50, 44), Is.EqualTo(Background), "the pointer is not over the line");
        Assert.That((At(image, 5, 50), At(image, 15, 50)), Is.EqualTo((Red, Background)), "dashes");
    }

    [Test]
    public void Png_OfText_ShowsItWhereThereIsAFont()
    {
        using var font = PlotFont.Find();
        var plot = Plot.Replace("WRITING", """<text class="label" x="50" y="30" text-anchor="middle">nas τ</text><text transform="translate(6 50) rotate(-90)" text-anchor="start">up</text>""");
        using SKBitmap written = Decode(PlotImage.Png(plot, font)), bare = Decode(PlotImage.Png(plot, null));
        var places = (from x in Enumerable.Range(0, bare.Width) from y in Enumerable.Range(0, bare.Height) where written.GetPixel(x, y) != bare.GetPixel(x, y) select (x, y)).ToList();
        Assert.That(places.Any(p => p.x > 60), Is.EqualTo(font is not null), "in the middle");
        Assert.That(places.Any(p => p.x < 20), Is.EqualTo(font is not null), "at the left, turned");
        Assert.That(places.Where(p => p.x < 20).All(p => p.y < 110), "upwards from its start");
    }

    [Test]
    public void Png_Twice_GivesTheSameBytes()
    {
        using var font = PlotFont.Find();
        var plot = Plot.Replace("WRITING", """<text x="50" y="30">nas</text>""");
        var first = PlotImage.Png(plot, font);
        Assert.That(PlotImage.Png(plot, font), Is.EqualTo(first));
    }

    [Test]
    public void Png_OfAnElementThatIsNotDrawn_IsRefused() =>
        Assert.That(() => PlotImage.Png(Plot.Replace("WRITING", "<ellipse/>"), null), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("ellipse"));

    private static SKColor At(SKBitmap image, int x, int y) => image.GetPixel(x * PlotImage.Scale, y * PlotImage.Scale);

    private static SKBitmap Decode(byte[] png)
    {
        Assert.That(png.Take(8), Is.EqualTo(new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a }));
        return SKBitmap.Decode(png);
    }
}
