namespace NasPipelines.Images;

/// <summary>Images of another size, by linear interpolation between the centres of pixels.</summary>
internal sealed class ImageResizing(int size) : ImageTransform
{
    public override string ToString() => $"resized to {size}";

    internal override ImageShape ShapeOf(ImageShape shape) => new(shape.Channels, size, size);

    private protected override ImageSet Transformed(ImageSet images)
    {
        var (from, to) = (images.Shape, ShapeOf(images.Shape));
        var pixels = new byte[checked(images.Count * to.Bytes)];
        var (rows, columns) = (Places(from.Height), Places(from.Width));
        for (var i = 0; i < images.Count; i++)
        {
            for (var plane = 0; plane < from.Channels; plane++)
            {
                Interpolate(
                    images.Pixels(i).Slice(plane * from.Height * from.Width, from.Height * from.Width), from.Width, rows, columns,
                    pixels.AsSpan((i * to.Bytes) + (plane * size * size), size * size));
            }
        }

        return ImageSet.Create(pixels, images.Labels, to, images.Classes);
    }

    private (int Before, int After, double Share)[] Places(int length)
    {
        var places = new (int, int, double)[size];
        for (var i = 0; i < size; i++)
        {
            var at = Math.Clamp(((i + 0.5) * length / size) - 0.5, 0, length - 1);
            var before = (int)Math.Floor(at);
            places[i] = (before, Math.Min(before + 1, length - 1), at - before);
        }

        return places;
    }

    private static void Interpolate(
        ReadOnlySpan<byte> from, int width, (int Before, int After, double Share)[] rows, (int Before, int After, double Share)[] columns,
        Span<byte> to)
    {
        var at = 0;
        foreach (var row in rows)
        {
            var upper = from.Slice(row.Before * width, width);
            var lower = from.Slice(row.After * width, width);
            foreach (var column in columns)
            {
                var above = upper[column.Before] + ((upper[column.After] - upper[column.Before]) * column.Share);
                var below = lower[column.Before] + ((lower[column.After] - lower[column.Before]) * column.Share);
                to[at++] = (byte)Math.Round(above + ((below - above) * row.Share));
            }
        }
    }
}
