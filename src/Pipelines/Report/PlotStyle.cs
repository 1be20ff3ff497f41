using System.Collections.Immutable;

namespace NasPipelines.Report;

/// <summary>How a mark of a plot looks.</summary>
public sealed class PlotStyle
{
    internal PlotStyle(
        string classes, PlotColour? fill = null, PlotColour? stroke = null, double strokeWidth = 1, double fontSize = 13,
        params ImmutableArray<double> dashes) =>
        (Classes, Fill, Stroke, StrokeWidth, FontSize, Dashes) = (classes, fill?.Light, stroke?.Light, strokeWidth, fontSize, dashes);

    /// <summary>The classes that it has in the style sheet of SVG plots, which also knows dark colours; separated by spaces.</summary>
    public string Classes { get; }

    /// <summary>The colour of its inside or of its text, as <c>#rgb</c> or <c>#rrggbb</c>; null where there is none.</summary>
    public string? Fill { get; }

    /// <summary>The colour of its outline, as <c>#rgb</c> or <c>#rrggbb</c>; null where there is none.</summary>
    public string? Stroke { get; }

    /// <summary>The width of its outline.</summary>
    public double StrokeWidth { get; }

    /// <summary>The size of its text.</summary>
    public double FontSize { get; }

    /// <summary>Lengths of dashes and gaps in turn; empty where the outline is whole.</summary>
    public ImmutableArray<double> Dashes { get; }
}
