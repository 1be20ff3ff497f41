using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>
/// Average or maximum over a window of any form. The output says how many windows there are: what is missing at the bottom and the right is
/// taken for padding that is not counted.
/// </summary>
internal sealed record WindowPool(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, bool IsMaximum,
    (int Rows, int Columns) Kernel, ConvolutionWindow Window, bool CountsPadding)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"{(IsMaximum ? "max" : "average")} window {Kernel} {Window} {CountsPadding}";
}
