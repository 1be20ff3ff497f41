namespace NasPipelines.Report;

/// <summary>
/// A surface that a <see cref="ReportPlot"/> is drawn on: the one of the product writes SVG, an own one paints with any library.
/// Coordinates are in units of the plot from its upper left corner, y downwards; later marks cover earlier ones.
/// </summary>
public abstract class PlotCanvas
{
    /// <summary>Draws a straight line.</summary>
    /// <param name="x1">Where it starts.</param>
    /// <param name="y1">Where it starts.</param>
    /// <param name="x2">Where it ends.</param>
    /// <param name="y2">Where it ends.</param>
    /// <param name="style">How it looks.</param>
    public abstract void Line(double x1, double y1, double x2, double y2, PlotStyle style);

    /// <summary>Draws a rectangle.</summary>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="opacity">Of its fill, from 0, invisible, to 1.</param>
    /// <param name="tip">What to show when it is pointed at, where the surface can; null for nothing.</param>
    public abstract void Rectangle(double x, double y, double width, double height, PlotStyle style, double opacity, string? tip);

    /// <summary>Draws a circle.</summary>
    /// <param name="x">Its centre.</param>
    /// <param name="y">Its centre.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="tip">What to show when it is pointed at, where the surface can; null for nothing.</param>
    public abstract void Circle(double x, double y, double radius, PlotStyle style, string? tip);

    /// <summary>Draws lines from point to point.</summary>
    /// <param name="points">The points in their order.</param>
    /// <param name="style">How they look.</param>
    /// <param name="tip">What to show when they are pointed at, where the surface can; null for nothing.</param>
    public abstract void Polyline(IReadOnlyList<(double X, double Y)> points, PlotStyle style, string? tip);

    /// <summary>Writes a line of text.</summary>
    /// <param name="x">The place that the anchor says.</param>
    /// <param name="y">The base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="anchor">Which part of the text is at x.</param>
    /// <param name="upwards">Whether it is turned to read from below upwards, about that place.</param>
    public abstract void Text(double x, double y, string text, PlotStyle style, PlotAnchor anchor, bool upwards);
}
