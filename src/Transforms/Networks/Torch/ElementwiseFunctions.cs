using NasPipelines.Networks.Graph.Tensors;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>Functions of single values in libtorch, made of operations that it can differentiate twice.</summary>
internal static class ElementwiseFunctions
{
    public static Tensor Apply(Elementwise node, Tensor x) => node.Function switch
    {
        ElementwiseFunction.Clip => Clamp(x, node.A, node.B),
        ElementwiseFunction.LeakyRelu => HeldNumber.With(node.A, x.leaky_relu),
        ElementwiseFunction.Sigmoid => x.sigmoid(),
        ElementwiseFunction.HardSigmoid => Clamp(Affine(x, node.A, node.B), 0, 1),
        ElementwiseFunction.HardSwish => x * Clamp(Affine(x, 1.0 / 6, 0.5), 0, 1),
        ElementwiseFunction.Gelu => x * Affine(Times(x, 1 / Math.Sqrt(2)).erf(), 0.5, 0.5),
        ElementwiseFunction.GeluTanh => x * Affine(Times(Affine(x * x, 0.044715, 1) * x, Math.Sqrt(2 / Math.PI)).tanh(), 0.5, 0.5),
        ElementwiseFunction.Tanh => x.tanh(),
        ElementwiseFunction.Elu => HeldNumber.With(node.A, alpha => HeldNumber.With(1, one => x.elu(alpha, one, one))),
        ElementwiseFunction.Erf => x.erf(),
        ElementwiseFunction.Exp => x.exp(),
        ElementwiseFunction.Log => x.log(),
        ElementwiseFunction.Sqrt => x.sqrt(),
        ElementwiseFunction.Softplus => x.logaddexp(zeros_like(x)),
        ElementwiseFunction.Abs => x.abs(),
        ElementwiseFunction.Neg => x.neg(),
        ElementwiseFunction.Reciprocal => x.reciprocal(),
        _ => HeldNumber.With(node.A, x.pow),
    };

    private static Tensor Affine(Tensor x, double scale, double shift)
    {
        using var scaled = Times(x, scale);
        return HeldNumber.With(shift, term => HeldNumber.With(1, one => scaled.add(term, one)));
    }

    private static Tensor Times(Tensor x, double factor) => HeldNumber.With(factor, x.mul);

    private static Tensor Clamp(Tensor x, double low, double high) =>
        HeldNumber.With(low, least => HeldNumber.With(high, most => x.clamp(least, most)));
}
