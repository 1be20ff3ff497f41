using System.Collections.Immutable;
using System.Globalization;

namespace NasPipelines.Report;

/// <summary>
/// The styles of plots, said once: for surfaces that paint, and as the style sheet of SVG, which follows the reader's colour scheme.
/// </summary>
internal static class PlotStyles
{
    private const double LabelSize = 13, TickSize = 12, CellSize = 12.5, HeadingSize = 14, Thin = 1, Medium = 1.5, Thick = 2, Bold = 3;

    private static readonly PlotColour Foreground = new("fg", "#1b1f24", "#e6edf3"), Muted = new("muted", "#57606a", "#9aa7b4"),
        Paper = new("bg", "#fff", "#0d1117"), Lattice = new("grid", "#d8dee4", "#2d333b"), Accent = new("accent", "#0b62c4", "#6cb6ff"),
        Orange = new("over", "#c2410c", "#ff8a4c"), Blue = new("under", "#1d4ed8", "#6ea8ff"),
        Tint = new("tint", "#d9e8fa", "#16314f");

    private static readonly ImmutableArray<PlotColour> Lines =
    [
        new("c0", "#0b62c4", "#6cb6ff"), new("c1", "#b4380b", "#ff9c6b"), new("c2", "#1a7f37", "#6bc46d"), new("c3", "#8250df", "#c297ff"),
        new("c4", "#9a6700", "#daaa3f"), new("c5", "#bf3989", "#f47fc0"), new("c6", "#0a7ea4", "#56d4dd"), new("c7", "#6e4b2a", "#d0a77f"),
    ];

    private static readonly ImmutableArray<ImmutableArray<double>> Dashes = [[], [7, 4], [1.5, 3.5]];

    private static readonly ImmutableArray<double> FrontierDashes = [5, 4];

    public static string Background => Paper.Light;

    public static PlotStyle Label { get; } = new("label", Foreground, fontSize: LabelSize);

    public static PlotStyle Tick { get; } = new("tick", Muted, fontSize: TickSize);

    public static PlotStyle Cell { get; } = new("cell", Foreground, fontSize: CellSize);

    public static PlotStyle Grid { get; } = new("grid", stroke: Lattice, strokeWidth: Thin);

    public static PlotStyle Zero { get; } = new("zero", stroke: Muted, strokeWidth: Medium);

    public static PlotStyle Over { get; } = new("over", Orange);

    public static PlotStyle Under { get; } = new("under", Blue);

    public static PlotStyle Density { get; } = new("density", Accent);

    public static PlotStyle Point { get; } = new("point", Accent);

    public static PlotStyle BaselinePoint { get; } = new("point-baseline", Foreground);

    public static PlotStyle Whisker { get; } = new("whisker", stroke: Muted, strokeWidth: Medium);

    public static PlotStyle Frontier { get; } = new("frontier", stroke: Orange, strokeWidth: Medium, dashes: FrontierDashes);

    /// <summary>The band of an interval, behind its line.</summary>
    public static PlotStyle Band { get; } = new("band", Tint);

    /// <summary>A band that says little, and what is drawn in it.</summary>
    public static PlotStyle WeakBand { get; } = new("band-weak", Lattice);

    public static PlotStyle Line { get; } = new("line", stroke: Accent, strokeWidth: Thick);

    public static PlotStyle WeakLine { get; } = new("line-weak", stroke: Muted, strokeWidth: Medium);

    /// <summary>The line of the best score that costs nothing.</summary>
    public static PlotStyle Free { get; } = new("free", stroke: Orange, strokeWidth: Medium, dashes: FrontierDashes);

    public static PlotStyle WeakPoint { get; } = new("point-weak", Paper, Muted, Medium);

    public static PlotStyle Heading { get; } = new("heading", Foreground, fontSize: HeadingSize);

    /// <summary>The style sheet of SVG plots.</summary>
    public static string Sheet { get; } = Write();

    /// <summary>The line of the nth estimator.</summary>
    public static PlotStyle Series(int n)
    {
        var (colour, dashes) = (n % Lines.Length, n / Lines.Length % Dashes.Length);
        return new(
            FormattableString.Invariant($"series s{colour} d{dashes}"), stroke: Lines[colour], strokeWidth: Thick, dashes: Dashes[dashes]);
    }

    /// <summary>The line of the nth baseline.</summary>
    public static PlotStyle Baseline(int n)
    {
        var dashes = n % Dashes.Length;
        return new(FormattableString.Invariant($"baseline d{dashes}"), stroke: Foreground, strokeWidth: Bold, dashes: Dashes[dashes]);
    }

    private static string Write()
    {
        string Fill(PlotColour colour) => $"fill:var(--{colour.Variable})";
        string Stroke(PlotColour colour) => $"stroke:var(--{colour.Variable})";
        string Width(double width) => FormattableString.Invariant($"stroke-width:{width}");
        string Dash(ImmutableArray<double> lengths) =>
            $"stroke-dasharray:{string.Join(' ', lengths.Select(l => l.ToString(CultureInfo.InvariantCulture)))}";
        string Size(double size) => FormattableString.Invariant($"font-size:{size}px");
        string Colour(int i) => $".plot .s{i}{{{Stroke(Lines[i])}}}";
        return $$"""
            :root{{{Variables(c => c.Light)}}}
            @media screen and (prefers-color-scheme:dark){:root:not(.light){{{Variables(c => c.Dark)}}}{{"}"}}
            .plot{font:{{LabelSize.ToString(CultureInfo.InvariantCulture)}}px system-ui,sans-serif;
            background:var(--{{Paper.Variable}});height:auto}
            .plot text{{{Fill(Foreground)}}}
            .plot .tick{{{Size(TickSize)}};{{Fill(Muted)}}}.plot .cell{{{Size(CellSize)}};font-variant-numeric:tabular-nums}
            .plot .grid{{{Stroke(Lattice)}};{{Width(Thin)}}}.plot .zero{{{Stroke(Muted)}};{{Width(Medium)}}}
            .plot .series,.plot .baseline{fill:none;{{Width(Thick)}}}.plot .baseline{{{Stroke(Foreground)}};{{Width(Bold)}}}
            .plot .series:hover,.plot .baseline:hover{stroke-width:4.5}
            .plot .d1{{{Dash(Dashes[1])}}}.plot .d2{{{Dash(Dashes[2])}}}
            {{string.Concat(Enumerable.Range(0, 4).Select(Colour))}}
            {{string.Concat(Enumerable.Range(4, 4).Select(Colour))}}
            .plot .over{{{Fill(Orange)}}}.plot .under{{{Fill(Blue)}}}.plot .density,.plot .point{{{Fill(Accent)}}}
            .plot .point-baseline{{{Fill(Foreground)}}}
            .plot .whisker{{{Stroke(Muted)}};{{Width(Medium)}}}
            .plot .band{{{Fill(Tint)}}}.plot .band-weak{{{Fill(Lattice)}}}.plot .heading{{{Size(HeadingSize)}};font-weight:600}
            .plot .line,.plot .line-weak,.plot .free{fill:none;{{Stroke(Accent)}};{{Width(Thick)}}}
            .plot .line-weak{{{Stroke(Muted)}};{{Width(Medium)}}}
            .plot .free{{{Stroke(Orange)}};{{Width(Medium)}};{{Dash(FrontierDashes)}}}
            .plot .point-weak{{{Fill(Paper)}};{{Stroke(Muted)}};{{Width(Medium)}}}
            .plot .frontier{fill:none;{{Stroke(Orange)}};{{Width(Medium)}};{{Dash(FrontierDashes)}}}

            """.ReplaceLineEndings("\n");
    }

    private static string Variables(Func<PlotColour, string> value)
    {
        string List(params IEnumerable<PlotColour> colours) => string.Join(';', colours.Select(c => $"--{c.Variable}:{value(c)}"));
        return List(Foreground, Muted, Paper, Lattice, Accent, Orange, Blue, Tint) + ";\n" + List(Lines);
    }
}
