namespace NasPipelines.Networks.Graph;

/// <summary>How a window moves over rows and columns.</summary>
/// <param name="Strides">Steps, rows first.</param>
/// <param name="Pads">Rows added above, columns added at the left, rows below, columns at the right.</param>
/// <param name="Dilations">Distances between the window's positions, rows first.</param>
internal sealed record ConvolutionWindow((int Rows, int Columns) Strides, WindowPadding Pads, (int Rows, int Columns) Dilations)
{
    /// <inheritdoc/>
    public override string ToString() => $"stride {Strides} padding {Pads} dilation {Dilations}";
}
