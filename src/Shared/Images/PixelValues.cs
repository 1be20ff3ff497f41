namespace NasPipelines.Images;

/// <summary>What a network's input is for each byte of a pixel.</summary>
internal static class PixelValues
{
    /// <summary>The 256 values of a channel, in single precision throughout as the common image loaders compute them.</summary>
    public static void Tabulate(double channelMean, double channelDeviation, Span<float> values)
    {
        var (mean, deviation) = ((float)channelMean, (float)channelDeviation);
        for (var pixel = 0; pixel < 256; pixel++)
        {
            values[pixel] = ((pixel / 255f) - mean) / deviation;
        }
    }
}
