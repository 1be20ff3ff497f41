namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>
/// The size of one dimension of a tensor: a number, or a number for each sample of the batch. Samples may lie anywhere in a dimension, as
/// where windows of images or heads of attention are folded into it: <see cref="Inner"/> values of one sample vary faster than the sample.
/// </summary>
/// <param name="Count">The number of positions, for each sample where <paramref name="PerSample"/>.</param>
/// <param name="PerSample">Whether the dimension holds the batch.</param>
/// <param name="Inner">Positions of a sample that follow each other; <paramref name="Count"/> where samples vary slowest.</param>
internal readonly record struct Extent(long Count, bool PerSample, long Inner)
{
    /// <summary>The batch.</summary>
    public static Extent Batch { get; } = new(1, true, 1);

    /// <summary>A size that the batch does not change.</summary>
    public static Extent Fixed(long count) => new(count, false, 1);

    /// <summary>The size for a number of samples.</summary>
    public long For(long samples) => PerSample ? Count * samples : Count;

    /// <inheritdoc/>
    public override string ToString() =>
        !PerSample ? $"{Count}" : Count == 1 ? "n" : Inner == Count ? $"n·{Count}" : $"{Count / Inner}·n·{Inner}";
}
