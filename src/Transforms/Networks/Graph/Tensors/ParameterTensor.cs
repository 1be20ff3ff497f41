using System.Collections.Immutable;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>A trained parameter by itself, such as a position embedding or a layer scale.</summary>
internal sealed record ParameterTensor(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ParameterReference Parameter)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"parameter {Parameter.Label}";

    /// <inheritdoc/>
    public override ImmutableArray<ParameterReference> Parameters => [Parameter];
}
