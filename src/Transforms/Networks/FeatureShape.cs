namespace NasPipelines.Networks;

/// <summary>The shape of one sample's features between two operations.</summary>
/// <param name="Channels">Number of channels.</param>
/// <param name="Height">Rows; 1 after global pooling.</param>
/// <param name="Width">Columns; 1 after global pooling.</param>
public readonly record struct FeatureShape(int Channels, int Height, int Width)
{
    /// <summary>Number of values.</summary>
    public long Size => (long)Channels * Height * Width;

    /// <summary>Channels×rows×columns.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
