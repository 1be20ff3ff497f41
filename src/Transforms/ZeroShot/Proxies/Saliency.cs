using System.Numerics.Tensors;
using NasPipelines.Networks.Torch.Kernels;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>Sums that several proxies are made of.</summary>
internal static class Saliency
{
    private const int Block = 1024;

    /// <summary>Σ |xᵢ yᵢ|, without a buffer of the whole length.</summary>
    public static double AbsoluteProduct(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Span<double> product = stackalloc double[Block];
        var sum = 0.0;
        for (var at = 0; at < x.Length; at += Block)
        {
            var part = product[..Math.Min(Block, x.Length - at)];
            TensorPrimitives.Multiply(x.Slice(at, part.Length), y.Slice(at, part.Length), part);
            sum += FixedSums.SumOfMagnitudes<double>(part);
        }

        return sum;
    }
}
