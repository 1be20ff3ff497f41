using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Values repeated along dimensions of size 1.</summary>
internal sealed record Broadcast(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ImmutableArray<Extent> Extents)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"broadcast {Extents.Text()}";

    /// <inheritdoc/>
    public override bool IsView => true;
}
