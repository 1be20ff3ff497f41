namespace NasPipelines.Report;

/// <summary>A plot of a report: marks that can be drawn on any <see cref="PlotCanvas"/>.</summary>
public sealed class ReportPlot
{
    private readonly List<Action<PlotCanvas>> _marks = [];
    private readonly string _title;
    private readonly string _description;

    internal ReportPlot(int width, int height, string title, string description) =>
        (Width, Height, _title, _description) = (width, height, title, description);

    /// <summary>Its width, in units of its coordinates.</summary>
    public int Width { get; }

    /// <summary>Its height, in units of its coordinates.</summary>
    public int Height { get; }

    /// <summary>The colour behind the marks, as <c>#rgb</c> or <c>#rrggbb</c>.</summary>
    public static string Background => PlotStyles.Background;

    /// <summary>Draws every mark.</summary>
    /// <param name="canvas">The surface.</param>
    public void Draw(PlotCanvas canvas)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        foreach (var mark in _marks)
        {
            mark(canvas);
        }
    }

    /// <summary>The plot as an SVG document of its own, with a style sheet for light and dark.</summary>
    public string ToSvg() => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Svg($"<style>{PlotStyles.Sheet}</style>") + "\n";

    /// <summary>The plot as SVG for a page that has the style sheet.</summary>
    internal string ToInlineSvg() => Svg(string.Empty);

    internal ReportPlot Line(double x1, double y1, double x2, double y2, PlotStyle style) => Add(c => c.Line(x1, y1, x2, y2, style));

    internal ReportPlot Rectangle(
        double x, double y, double width, double height, PlotStyle style, double opacity = 1, string? tip = null) =>
        Add(c => c.Rectangle(x, y, width, height, style, opacity, tip));

    internal ReportPlot Circle(double x, double y, double radius, PlotStyle style, string? tip = null) =>
        Add(c => c.Circle(x, y, radius, style, tip));

    internal ReportPlot Polyline(IEnumerable<(double X, double Y)> points, PlotStyle style, string? tip = null)
    {
        var kept = points.ToList();
        return Add(c => c.Polyline(kept, style, tip));
    }

    internal ReportPlot Text(double x, double y, string text, PlotStyle? style = null, PlotAnchor anchor = PlotAnchor.Middle) =>
        Add(c => c.Text(x, y, text, style ?? PlotStyles.Label, anchor, upwards: false));

    /// <summary>Grid, ticks and names of two axes.</summary>
    internal ReportPlot Axes(
        AxisScale x, AxisScale y, (double Left, double Top, double Right, double Bottom) frame, string xName, string yName)
    {
        foreach (var (value, label) in x.Ticks())
        {
            Line(x.At(value), frame.Top, x.At(value), frame.Bottom, PlotStyles.Grid).Text(
                x.At(value), frame.Bottom + 16, label, PlotStyles.Tick);
        }

        foreach (var (value, label) in y.Ticks())
        {
            Line(frame.Left, y.At(value), frame.Right, y.At(value), PlotStyles.Grid)
                .Text(frame.Left - 6, y.At(value) + 4, label, PlotStyles.Tick, PlotAnchor.End);
        }

        double left = frame.Left - 44, middle = (frame.Top + frame.Bottom) / 2;
        return Text((frame.Left + frame.Right) / 2, frame.Bottom + 34, xName)
            .Add(c => c.Text(left, middle, yName, PlotStyles.Label, PlotAnchor.Middle, upwards: true));
    }

    private ReportPlot Add(Action<PlotCanvas> mark)
    {
        _marks.Add(mark);
        return this;
    }

    private string Svg(string style)
    {
        var canvas = new SvgCanvas();
        Draw(canvas);
        return canvas.Document(Width, Height, _title, _description, style);
    }
}
