using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>A mean, sum or maximum over dimensions.</summary>
internal sealed record Reduction(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ReductionKind Kind,
    ImmutableArray<int> Axes, bool Keeps)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"{Kind} {string.Join(' ', Axes)} {Keeps}";
}
