using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Positions of one dimension, in any order; without the dimension where one position is picked by a scalar.</summary>
internal sealed record Pick(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Axis, ImmutableArray<long> Positions,
    bool Drops)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"pick {Axis} {string.Join(' ', Positions)} {Drops}";
}
