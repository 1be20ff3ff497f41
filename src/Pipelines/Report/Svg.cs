using System.Globalization;
using System.Net;
using System.Text;

namespace NasPipelines.Report;

/// <summary>Writes an SVG picture; colours are classes of the report's style sheet, so that it follows the reader's colour scheme.</summary>
internal sealed class Svg(int width, int height, string title, string description)
{
    private readonly StringBuilder body = new();

    public Svg Line(double x1, double y1, double x2, double y2, string style) =>
        Add($"""<line class="{style}" x1="{x1:0.##}" y1="{y1:0.##}" x2="{x2:0.##}" y2="{y2:0.##}"/>""");

    public Svg Rectangle(double x, double y, double w, double h, string style, double opacity = 1, string? tip = null) =>
        Add($"""<rect class="{style}" x="{x:0.##}" y="{y:0.##}" width="{w:0.##}" height="{h:0.##}" fill-opacity="{opacity:0.###}"{Tip("rect", tip)}""");

    public Svg Circle(double x, double y, double radius, string style, string? tip = null) =>
        Add($"""<circle class="{style}" cx="{x:0.##}" cy="{y:0.##}" r="{radius:0.##}"{Tip("circle", tip)}""");

    public Svg Path(IEnumerable<(double X, double Y)> points, string style, string? tip = null) =>
        Add($"""<polyline class="{style}" points="{string.Join(' ', points.Select(p => FormattableString.Invariant($"{p.X:0.##},{p.Y:0.##}")))}"{Tip("polyline", tip)}""");

    public Svg Text(double x, double y, string text, string style = "label", string anchor = "middle") =>
        Add($"""<text class="{style}" x="{x:0.##}" y="{y:0.##}" text-anchor="{anchor}">{WebUtility.HtmlEncode(text)}</text>""");

    public Svg TurnedText(double x, double y, string text) =>
        Add($"""<text class="label" transform="translate({x:0.##} {y:0.##}) rotate(-90)" text-anchor="middle">{WebUtility.HtmlEncode(text)}</text>""");

    /// <summary>Frame, grid, ticks and names of two axes.</summary>
    public Svg Axes(AxisScale x, AxisScale y, (double Left, double Top, double Right, double Bottom) frame, string xName, string yName)
    {
        foreach (var (value, label) in x.Ticks())
        {
            Line(x.At(value), frame.Top, x.At(value), frame.Bottom, "grid").Text(x.At(value), frame.Bottom + 16, label, "tick");
        }

        foreach (var (value, label) in y.Ticks())
        {
            Line(frame.Left, y.At(value), frame.Right, y.At(value), "grid").Text(frame.Left - 6, y.At(value) + 4, label, "tick", "end");
        }

        return Text((frame.Left + frame.Right) / 2, frame.Bottom + 34, xName).TurnedText(frame.Left - 44, (frame.Top + frame.Bottom) / 2, yName);
    }

    /// <summary>About the width of the longest of some labels: the sum of its letters at the largest size used.</summary>
    public static int WidthOf(IEnumerable<string> labels) => 10 + (int)(7.4 * labels.Max(l => l.Length));

    /// <summary>Two decimals with a sign; none where they are zero.</summary>
    public static string Signed(double value) => Math.Round(value, 2).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>Three digits, thousands and more by their letter: 7.78M.</summary>
    public static string Compact(double value)
    {
        var (scale, letter) = Math.Abs(value) switch { >= 1e9 => (1e9, "G"), >= 1e6 => (1e6, "M"), >= 1e3 => (1e3, "k"), _ => (1, "") };
        return (value / scale).ToString("G3", CultureInfo.InvariantCulture) + letter;
    }

    /// <summary>For a page that has the style sheet.</summary>
    public string Inline() => Wrap(string.Empty);

    /// <summary>For a file of its own.</summary>
    public string Standalone() => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Wrap($"<style>{ReportResources.PlotStyle}</style>") + "\n";

    private string Wrap(string style) =>
        $"""<svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"><title>{WebUtility.HtmlEncode(title)}</title><desc>{WebUtility.HtmlEncode(description)}</desc>{style}{body}</svg>""";

    private Svg Add(FormattableString element)
    {
        body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    private static string Tip(string element, string? tip) => tip is null ? "/>" : $"><title>{WebUtility.HtmlEncode(tip)}</title></{element}>";
}
