namespace NasPipelines.Images;

/// <summary>The size of an image.</summary>
/// <param name="Channels">Colour planes, 1 for grey, 3 for red, green, blue.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>The images of CIFAR-10 and CIFAR-100: 3 × 32 × 32.</summary>
    public static ImageShape Cifar { get; } = new(3, 32, 32);

    /// <summary>The number of bytes of an image.</summary>
    public int Bytes => checked(Channels * Height * Width);

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}×{Height}×{Width}";

    internal void Validate()
    {
        if (Channels < 1 || Height < 1 || Width < 1 || (long)Channels * Height > Array.MaxLength / Width)
        {
            throw new ArgumentException($"an image must have at least one channel, row and column, and at most 2 GB (was {this})");
        }
    }
}
