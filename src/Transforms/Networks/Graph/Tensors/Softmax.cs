using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>exp(x) / Σ exp(x) along a dimension.</summary>
internal sealed record Softmax(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Axis)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"softmax {Axis}";
}
