namespace NasPipelines.Networks;

/// <summary>The shape of one sample's features between two operations.</summary>
/// <param name="channels">Number of channels.</param>
/// <param name="height">Rows; 1 after global pooling.</param>
/// <param name="width">Columns; 1 after global pooling.</param>
public readonly struct FeatureShape(int channels, int height, int width) : IEquatable<FeatureShape>
{
    /// <summary>Number of channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>Rows; 1 after global pooling.</summary>
    public int Height { get; } = height;

    /// <summary>Columns; 1 after global pooling.</summary>
    public int Width { get; } = width;

    /// <summary>Number of values.</summary>
    public long Size => (long)Channels * Height * Width;

    /// <summary>Channels×rows×columns.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";

    internal void Deconstruct(out int channels, out int height, out int width) => (channels, height, width) = (Channels, Height, Width);

    bool IEquatable<FeatureShape>.Equals(FeatureShape other) =>
        Channels == other.Channels && Height == other.Height && Width == other.Width;
}
