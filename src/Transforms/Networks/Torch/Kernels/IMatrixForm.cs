using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// A convolution in the form of products of matrices: transforms of tiles and weights, between which each product has a row per channel and
/// a column per tile. All are linear.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IMatrixForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>For each product which of the transformed values it takes, and to which of what is transformed back it is added.</summary>
    ImmutableArray<(int Source, int Target)> Products { get; }

    /// <summary>How many numbers <see cref="Values"/> makes for a tile.</summary>
    int Sources { get; }

    /// <summary>How many numbers <see cref="Results"/> takes for a tile.</summary>
    int Targets { get; }

    /// <summary>Weights of a pair of channels.</summary>
    int Places { get; }

    /// <summary>Values of a plane.</summary>
    int Plane { get; }

    /// <summary>Values of a plane of the results.</summary>
    int PlaneOfResults { get; }

    /// <summary>The tiles of a plane.</summary>
    TileGrid Grid { get; }

    /// <summary>What products take of some rows of tiles.</summary>
    /// <param name="plane">A channel of an image.</param>
    /// <param name="block">Which rows.</param>
    /// <param name="to">Where those of the first source go, a number per tile; up to a vector is written beyond.</param>
    /// <param name="stride">From a source to the next.</param>
    void Values(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride);

    /// <summary>The results in some rows of tiles.</summary>
    /// <param name="from">What the first target has for each tile.</param>
    /// <param name="stride">From a target to the next.</param>
    /// <param name="block">Which rows.</param>
    /// <param name="plane">A channel of the results, where they go.</param>
    void Results(ref T from, nint stride, TileBlock block, Span<T> plane);

    /// <summary>
    /// What each product takes of the weights of as many pairs of channels as a vector has numbers: those of a place, where it is not said
    /// otherwise.
    /// </summary>
    /// <param name="weights">For each place a vector.</param>
    /// <param name="to">Where the vector of the first product goes.</param>
    /// <param name="stride">From a product to the next.</param>
    void Weights(ref T weights, ref T to, nint stride)
    {
        for (nint place = 0; place < Places; place++)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref weights, place * Vector256<T>.Count))
                .StoreUnsafe(ref Unsafe.Add(ref to, place * stride));
        }
    }
}
