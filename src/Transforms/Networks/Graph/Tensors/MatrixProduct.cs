using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>A product of two computed matrices, or of stacks of them.</summary>
internal sealed record MatrixProduct(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Rank)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => "matmul";
}
