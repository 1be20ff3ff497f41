using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>One value put around any dimensions, or cropping where negative.</summary>
internal sealed record ConstantPad(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ImmutableArray<long> Before,
    ImmutableArray<long> After, double Value)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation =>
        FormattableString.Invariant($"constant pad {string.Join(' ', Before)} {string.Join(' ', After)} {Value:R}");
}
