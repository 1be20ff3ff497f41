namespace NasPipelines.Images;

public sealed partial class ImageSet
{
    /// <summary>Images as a network's input: normalised values in the order image, channel, row, column.</summary>
    /// <param name="indices">The positions of the images, in the order wanted.</param>
    /// <param name="normalisation">The map from bytes to values, with one entry per channel.</param>
    /// <exception cref="ArgumentException">The normalisation is for another number of channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the set.</exception>
    public float[] ToBatch(ReadOnlySpan<int> indices, ImageNormalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(normalisation);
        if (normalisation.Mean.Length != Shape.Channels)
        {
            throw new ArgumentException(
                $"the images have {Shape.Channels} channels, the normalisation {normalisation.Mean.Length}: {normalisation}", nameof(normalisation));
        }

        Span<float> table = stackalloc float[256];
        var plane = Shape.Height * Shape.Width;
        var batch = new float[checked(indices.Length * Shape.Bytes)];
        for (var channel = 0; channel < Shape.Channels; channel++)
        {
            PixelValues.Tabulate(normalisation.Mean[channel], normalisation.StandardDeviation[channel], table);
            for (var i = 0; i < indices.Length; i++)
            {
                var from = Pixels(indices[i]).Slice(channel * plane, plane);
                var to = batch.AsSpan((i * Shape.Bytes) + (channel * plane), plane);
                for (var p = 0; p < from.Length; p++)
                {
                    to[p] = table[from[p]];
                }
            }
        }

        return batch;
    }

    /// <summary>The labels of images, in the order wanted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the set.</exception>
    internal long[] ToLabels(ReadOnlySpan<int> indices)
    {
        var chosen = new long[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            RequireIndex(indices[i]);
            chosen[i] = Labels[indices[i]];
        }

        return chosen;
    }
}
