using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Every step-th position of one dimension, from a first one on, backwards where the step is negative.</summary>
internal sealed record AxisSlice(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Axis, long Start, long Count, long Step)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"axis slice {Axis} {Start} {Count} {Step}";

    /// <inheritdoc/>
    public override bool IsView => true;
}
