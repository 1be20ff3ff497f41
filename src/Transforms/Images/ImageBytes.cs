using System.Buffers.Binary;

namespace NasPipelines.Images;

/// <summary>
/// Few images as bytes, for files that carry them: pixels one image after the other, then labels as little-endian 32-bit integers.
/// </summary>
internal static class ImageBytes
{
    /// <summary>The bytes of a set.</summary>
    public static byte[] Of(ImageSet images)
    {
        var pixels = images.Count * images.Shape.Bytes;
        var bytes = new byte[pixels + (4 * images.Count)];
        for (var i = 0; i < images.Count; i++)
        {
            images.Pixels(i).CopyTo(bytes.AsSpan(i * images.Shape.Bytes));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(pixels + (4 * i)), images.Labels[i]);
        }

        return bytes;
    }

    /// <summary>The set of bytes.</summary>
    /// <exception cref="InvalidDataException">They are not so many images of that size.</exception>
    public static ImageSet Read(byte[] bytes, int count, ImageShape shape, int classes)
    {
        var pixels = (long)count * shape.Bytes;
        if (bytes.Length != pixels + (4L * count))
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"{count} images {shape} take {pixels + (4L * count)} bytes, but {bytes.Length} were saved."));
        }

        var labels = bytes.AsSpan((int)pixels);
        int[] classOf = new int[count];
        for (var i = 0; i < count; i++)
        {
            classOf[i] = BinaryPrimitives.ReadInt32LittleEndian(labels[(4 * i)..]);
        }

        try
        {
            return ImageSet.Create(bytes.AsSpan(0, (int)pixels), classOf, shape, classes);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved images are damaged: {e.Message}", e);
        }
    }
}
