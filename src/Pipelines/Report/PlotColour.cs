namespace NasPipelines.Report;

/// <summary>A colour of plots: the variable of the style sheet, and its values in light and in dark.</summary>
internal sealed record PlotColour(string Variable, string Light, string Dark);
