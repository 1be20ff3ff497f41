using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>
/// A sum, difference, product, quotient, minimum or maximum of two values, of which either is repeated along dimensions of size 1.
/// </summary>
internal sealed record Arithmetic(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ArithmeticOperation Kind)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"{Kind}";
}
