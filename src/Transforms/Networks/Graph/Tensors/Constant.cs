using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Values that are not trained, such as masks and scale factors; they do not depend on the batch.</summary>
internal sealed record Constant(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ImmutableArray<long> Sizes,
    ImmutableArray<double> Values, string Hash)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"constant {string.Join(' ', Sizes)} {Hash}";
}
