using NasPipelines.Networks.Graph.Tensors;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Networks.Torch;

/// <summary>Functions of single values in libtorch, made of operations that it can differentiate twice.</summary>
internal static class ElementwiseFunctions
{
    public static Tensor Apply(Elementwise node, Tensor x) => node.Function switch
    {
        ElementwiseFunction.Clip => x.clamp(node.A, node.B),
        ElementwiseFunction.LeakyRelu => F.leaky_relu(x, node.A),
        ElementwiseFunction.Sigmoid => x.sigmoid(),
        ElementwiseFunction.HardSigmoid => Affine(x, node.A, node.B).clamp(0, 1),
        ElementwiseFunction.HardSwish => x * Affine(x, 1.0 / 6, 0.5).clamp(0, 1),
        ElementwiseFunction.Gelu => x * Affine((x * (1 / Math.Sqrt(2))).erf(), 0.5, 0.5),
        ElementwiseFunction.GeluTanh => x * Affine((Affine(x * x, 0.044715, 1) * x * Math.Sqrt(2 / Math.PI)).tanh(), 0.5, 0.5),
        ElementwiseFunction.Tanh => x.tanh(),
        ElementwiseFunction.Elu => F.elu(x, node.A),
        ElementwiseFunction.Erf => x.erf(),
        ElementwiseFunction.Exp => x.exp(),
        ElementwiseFunction.Log => x.log(),
        ElementwiseFunction.Sqrt => x.sqrt(),
        ElementwiseFunction.Softplus => F.softplus(x),
        ElementwiseFunction.Abs => x.abs(),
        ElementwiseFunction.Neg => x.neg(),
        ElementwiseFunction.Reciprocal => x.reciprocal(),
        _ => x.pow(node.A),
    };

    // A Scalar of one's own, kept alive over the call: see TensorSums.
    private static Tensor Affine(Tensor x, double scale, double shift)
    {
        TorchSharp.Scalar factor = scale, term = shift;
        using var scaled = x.mul(factor);
        var sum = scaled.add(term);
        GC.KeepAlive(factor);
        GC.KeepAlive(term);
        return sum;
    }
}
