using NasPipelines.Images;
using NasPipelines.Networks;

namespace NasPipelines.OneShot;

/// <summary>Images as a network takes them, batch by batch, in the order of the set.</summary>
internal sealed class OneShotBatches
{
    public OneShotBatches(ImageSet images, int batchSize, ImageNormalisation normalisation)
    {
        Shape = new FeatureShape(images.Shape.Channels, images.Shape.Height, images.Shape.Width);
        All = [.. Enumerable.Range(0, images.Count).Chunk(batchSize).Select(
            batch => (images.ToBatch(batch, normalisation), images.ToLabels(batch)))];
    }

    public FeatureShape Shape { get; }

    /// <summary>Values, [samples, channels, rows, columns], and labels.</summary>
    public IReadOnlyList<(float[] Pixels, long[] Labels)> All { get; }

    /// <summary>Without a short last batch, unless there is no other.</summary>
    public IEnumerable<float[]> Full => All.Select(b => b.Pixels).Where(p => p.Length == All[0].Pixels.Length);
}
