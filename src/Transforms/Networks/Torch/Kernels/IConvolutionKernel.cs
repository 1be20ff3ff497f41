namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// A convolution and its two gradients. Each is linear in either of its operands, and the gradients of each are among the three.
/// </summary>
internal interface IConvolutionKernel
{
    /// <summary>The convolution.</summary>
    /// <param name="planes">[images, channels, rows, columns].</param>
    /// <param name="weights">[channels of the results, channels that each reads, places of the window].</param>
    /// <param name="results">[images, channels, rows, columns] of the window's positions.</param>
    void Convolve(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> weights, Span<byte> results);

    /// <summary>The gradient of the planes.</summary>
    /// <param name="gradients">That of the results.</param>
    /// <param name="weights">As above.</param>
    /// <param name="results">[images, channels, rows, columns] of the planes.</param>
    void ConvolveBack(ReadOnlySpan<byte> gradients, ReadOnlySpan<byte> weights, Span<byte> results);

    /// <summary>The gradient of the weights of some channels.</summary>
    /// <param name="planes">[images, channels, rows, columns].</param>
    /// <param name="gradients">That of the results.</param>
    /// <param name="channels">Which channels of the results.</param>
    /// <param name="results">As the weights, all of them.</param>
    void Correlate(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> gradients, Range channels, Span<byte> results);
}
