namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// The depthwise convolution and its two gradients. Each is linear in either of its operands, and the gradients of each are among the
/// three.
/// </summary>
internal interface IDepthwiseKernel
{
    /// <summary>The convolution.</summary>
    /// <param name="planes">[images, channels, rows, columns].</param>
    /// <param name="weights">[channels, places of the window].</param>
    /// <param name="results">[images, channels, rows, columns] of the window's positions.</param>
    void Convolve(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> weights, Span<byte> results);

    /// <summary>The gradient of the planes.</summary>
    /// <param name="gradients">That of the results.</param>
    /// <param name="weights">[channels, places of the window].</param>
    /// <param name="results">[images, channels, rows, columns] of the planes.</param>
    void ConvolveBack(ReadOnlySpan<byte> gradients, ReadOnlySpan<byte> weights, Span<byte> results);

    /// <summary>The gradient of the weights of some channels.</summary>
    /// <param name="planes">[images, channels, rows, columns].</param>
    /// <param name="gradients">That of the results.</param>
    /// <param name="channels">Which channels.</param>
    /// <param name="results">[channels, places of the window], all of them.</param>
    void Correlate(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> gradients, Range channels, Span<byte> results);
}
