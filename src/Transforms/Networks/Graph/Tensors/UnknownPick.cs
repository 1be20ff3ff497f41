using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>
/// Rows of a parameter by indices that the file leaves open: known where the parameter is zero throughout, as untrained ones are.
/// </summary>
internal sealed record UnknownPick(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, string Indices, ImmutableArray<long> Sizes)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"unknown pick {Indices} {string.Join(' ', Sizes)}";
}
