namespace NasPipelines.Images;

/// <summary>The size of an image.</summary>
/// <param name="channels">Colour planes, 1 for grey, 3 for red, green, blue.</param>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
public readonly struct ImageShape(int channels, int height, int width) : IEquatable<ImageShape>
{
    /// <summary>The images of CIFAR-10 and CIFAR-100: 3 × 32 × 32.</summary>
    internal static ImageShape Cifar { get; } = new(3, 32, 32);

    /// <summary>Colour planes, 1 for grey, 3 for red, green, blue.</summary>
    public int Channels { get; } = channels;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>Columns.</summary>
    public int Width { get; } = width;

    /// <summary>The number of bytes of an image.</summary>
    public int Bytes => checked(Channels * Height * Width);

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}×{Height}×{Width}";

    internal void Deconstruct(out int channels, out int height, out int width) => (channels, height, width) = (Channels, Height, Width);

    bool IEquatable<ImageShape>.Equals(ImageShape other) =>
        Channels == other.Channels && Height == other.Height && Width == other.Width;

    internal void Validate()
    {
        if (Channels < 1 || Height < 1 || Width < 1 || (long)Channels * Height > Array.MaxLength / Width)
        {
            throw new ArgumentException($"an image must have at least one channel, row and column, and at most 2 GB (was {this})");
        }
    }
}
