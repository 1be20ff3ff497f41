using System.Collections.Immutable;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>A linear layer on the last dimension, whatever the others are: y = x Wᵀ + b, W [out, in].</summary>
internal sealed record Projection(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ParameterReference Weight,
    ParameterReference? Bias, ImmutableArray<Extent> Extents)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"projection {Weight.Label} {Bias?.Label}";

    /// <inheritdoc/>
    public override ImmutableArray<ParameterReference> Parameters => Bias is null ? [Weight] : [Weight, Bias];

    /// <inheritdoc/>
    public override ParameterReference LayerWeight => Weight;

    /// <inheritdoc/>
    public override long Macs => Shape.Size * Weight.Shape[1];
}
