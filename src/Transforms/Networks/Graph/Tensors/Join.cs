using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Concatenation along any dimension.</summary>
internal sealed record Join(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Axis)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"join {Axis}";
}
