using SkiaSharp;

namespace NasPipelines.Cli.Plots;

/// <summary>The font of plots as images: the first of some common families that this machine has.</summary>
internal static class PlotFont
{
    private const string Needed = "aτ–0";

    private static readonly string[] Families = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial"];

    /// <summary>The font, or null on a machine without any: its images have no text.</summary>
    public static SKTypeface? Find() => Find(SKFontManager.Default);

    internal static SKTypeface? Find(SKFontManager fonts) =>
        Families.Concat(fonts.FontFamilies.Order(StringComparer.Ordinal)).Select(fonts.MatchFamily).FirstOrDefault(
            font => font?.ContainsGlyphs(Needed) == true);
}
