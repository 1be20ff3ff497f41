using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Dimensions in another order.</summary>
internal sealed record Permute(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ImmutableArray<int> Order)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"permute {string.Join(' ', Order)}";

    /// <inheritdoc/>
    public override bool IsView => true;
}
