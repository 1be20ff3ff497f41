namespace NasPipelines.Report.Sections;

/// <summary>A cell of a heat map.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Second">A second line; null for none.</param>
/// <param name="Side">The colour behind it; null for none.</param>
/// <param name="Strength">How strong that colour is, from 0 to 1.</param>
/// <param name="Tip">What it says in full when it is chosen.</param>
internal sealed record HeatCell(string Text, string? Second, PlotStyle? Side, double Strength, string? Tip)
{
    // Text on the strongest colour still has a contrast above 4.5 in light and in dark.
    private const double Weakest = 0.04, Strongest = 0.5;

    /// <summary>The share of the colour that is mixed into the paper.</summary>
    public double Opacity => Weakest + Math.Clamp(Strength, 0, 1) * (Strongest - Weakest);

    /// <summary>A cell coloured by the sign and size of a value.</summary>
    public static HeatCell Signed(double value, double largest, string text, string? second, string? tip) => new(
        text, second, value > 0 ? PlotStyles.Over : PlotStyles.Under, largest > 0 ? Math.Abs(value) / largest : 0, tip);
}
