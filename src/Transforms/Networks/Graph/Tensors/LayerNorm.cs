using System.Collections.Immutable;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Normalisation over the last dimensions.</summary>
internal sealed record LayerNorm(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ImmutableArray<long> Sizes,
    ParameterReference? Scale, ParameterReference? Shift, double Epsilon)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation =>
        FormattableString.Invariant($"layer_norm {string.Join(' ', Sizes)} {Scale?.Label} {Shift?.Label} {Epsilon:R}");

    /// <inheritdoc/>
    public override ImmutableArray<ParameterReference> Parameters => [.. new[] { Scale, Shift }.OfType<ParameterReference>()];
}
