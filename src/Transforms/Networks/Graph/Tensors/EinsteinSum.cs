using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>A sum of products of two values by letters of their dimensions.</summary>
internal sealed record EinsteinSum(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, string Equation)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"einsum {Equation}";
}
