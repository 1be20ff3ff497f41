using System.Globalization;
using System.Net;
using System.Text;

namespace NasPipelines.Report;

/// <summary>Writes SVG; colours are classes of the style sheet, so that a plot follows the reader's colour scheme.</summary>
internal sealed class SvgCanvas : PlotCanvas
{
    private readonly StringBuilder _body = new();

    public override void Line(double x1, double y1, double x2, double y2, PlotStyle style) =>
        Add($"""<line class="{style.Classes}" x1="{x1:0.##}" y1="{y1:0.##}" x2="{x2:0.##}" y2="{y2:0.##}"/>""");

    public override void Rectangle(double x, double y, double width, double height, PlotStyle style, double opacity, string? tip)
    {
        var place = FormattableString.Invariant($"""x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}" """);
        Add($"""<rect class="{style.Classes}" {place}fill-opacity="{opacity:0.###}"{Tip("rect", tip)}""");
    }

    public override void Circle(double x, double y, double radius, PlotStyle style, string? tip) =>
        Add($"""<circle class="{style.Classes}" cx="{x:0.##}" cy="{y:0.##}" r="{radius:0.##}"{Tip("circle", tip)}""");

    public override void Polyline(IReadOnlyList<(double X, double Y)> points, PlotStyle style, string? tip)
    {
        var places = string.Join(' ', points.Select(p => FormattableString.Invariant($"{p.X:0.##},{p.Y:0.##}")));
        Add($"""<polyline class="{style.Classes}" points="{places}"{Tip("polyline", tip)}""");
    }

    public override void Text(double x, double y, string text, PlotStyle style, PlotAnchor anchor, bool upwards)
    {
        var place = upwards
            ? FormattableString.Invariant($"transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\"")
            : FormattableString.Invariant($"x=\"{x:0.##}\" y=\"{y:0.##}\"");
        var at = anchor switch { PlotAnchor.Start => "start", PlotAnchor.End => "end", _ => "middle" };
        Add($"""<text class="{style.Classes}" {place} text-anchor="{at}">{WebUtility.HtmlEncode(text)}</text>""");
    }

    /// <summary>What was drawn, as an element.</summary>
    public string Document(int width, int height, string title, string description, string style) => string.Create(
        CultureInfo.InvariantCulture,
        $"""<svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 """
            + $"""0 {width} {height}" width="{width}" height="{height}" role="img">""")
        + $"<title>{WebUtility.HtmlEncode(title)}</title><desc>{WebUtility.HtmlEncode(description)}</desc>{style}{_body}</svg>";

    private static string Tip(string element, string? tip) =>
        tip is null ? "/>" : $"><title>{WebUtility.HtmlEncode(tip)}</title></{element}>";

    private void Add(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
