using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>A function of each value by itself; ReLU is a node of its own, for estimators read its operands.</summary>
internal sealed record Elementwise(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ElementwiseFunction Function, double A =
    0, double B = 0)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override bool IsActivation => Function is ElementwiseFunction.Clip or ElementwiseFunction.LeakyRelu
        or ElementwiseFunction.Sigmoid or ElementwiseFunction.HardSigmoid or ElementwiseFunction.HardSwish or ElementwiseFunction.Gelu
        or ElementwiseFunction.GeluTanh or ElementwiseFunction.Tanh or ElementwiseFunction.Elu or ElementwiseFunction.Softplus;

    /// <inheritdoc/>
    public override string Operation => FormattableString.Invariant($"{Function} {A:R} {B:R}");
}
