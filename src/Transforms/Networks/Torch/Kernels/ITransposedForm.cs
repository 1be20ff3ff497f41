using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>A form whose transforms are transposed as well: the gradient of the weights is products of the same matrices.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface ITransposedForm<T> : IMatrixForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The gradient of what each target has, from that of the results: <see cref="IMatrixForm{T}.Results"/>, transposed.
    /// </summary>
    void Gradients(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride);

    /// <summary>
    /// The gradient of the weights of four pairs of channels, from that of what each product takes of them:
    /// <see cref="IMatrixForm{T}.Weights"/>, transposed.
    /// </summary>
    /// <param name="gradients">The four of the first product.</param>
    /// <param name="stride">From a product to the next.</param>
    /// <param name="weights">For each place four.</param>
    void OfWeights(ref double gradients, nint stride, ref double weights)
    {
        for (nint place = 0; place < Places; place++)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref gradients, place * stride))
                .StoreUnsafe(ref Unsafe.Add(ref weights, place * Vector256<double>.Count));
        }
    }
}
