namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// A convolution in the form of products of matrices: transforms of tiles and weights, between which each product has a row per channel and
/// a column per tile. All are linear; the gradients are products of the same matrices, between the transposed transforms.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IMatrixForm<T>
{
    /// <summary>How many products.</summary>
    int Products { get; }

    /// <summary>Weights of a pair of channels.</summary>
    int Places { get; }

    /// <summary>Values of a plane.</summary>
    int Plane { get; }

    /// <summary>The tiles of a plane.</summary>
    TileGrid Grid { get; }

    /// <summary>What each product takes of some rows of tiles.</summary>
    /// <param name="plane">A channel of an image.</param>
    /// <param name="block">Which rows.</param>
    /// <param name="to">Where those of the first product go, a number per tile; up to a vector is written beyond.</param>
    /// <param name="stride">From a product to the next.</param>
    void Values(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride);

    /// <summary>The results in some rows of tiles.</summary>
    /// <param name="from">What the first product gave for each tile.</param>
    /// <param name="stride">From a product to the next.</param>
    /// <param name="block">Which rows.</param>
    /// <param name="plane">A channel of an image, where they go.</param>
    void Results(ref T from, nint stride, TileBlock block, Span<T> plane);

    /// <summary>The gradient of what each product gave, from that of the results: <see cref="Results"/>, transposed.</summary>
    void Gradients(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride);

    /// <summary>What each product takes of the weights of as many pairs of channels as a vector has numbers.</summary>
    /// <param name="weights">For each place a vector.</param>
    /// <param name="to">Where the vector of the first product goes.</param>
    /// <param name="stride">From a product to the next.</param>
    void Weights(ref T weights, ref T to, nint stride);

    /// <summary>
    /// The gradient of the weights of four pairs of channels, from that of what each product takes of them: <see cref="Weights"/>,
    /// transposed.
    /// </summary>
    /// <param name="gradients">The four of the first product.</param>
    /// <param name="stride">From a product to the next.</param>
    /// <param name="weights">For each place four.</param>
    void OfWeights(ref double gradients, nint stride, ref double weights);
}
