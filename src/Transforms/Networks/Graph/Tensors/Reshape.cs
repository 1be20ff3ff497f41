using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>The same values in another shape.</summary>
internal sealed record Reshape(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ImmutableArray<Extent> Extents)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"reshape {Extents.Text()}";

    /// <inheritdoc/>
    public override bool IsView => true;
}
