using NasPipelines.Networks;

namespace NasPipelines.ZeroShot;

/// <summary>The images that networks are measured on.</summary>
/// <param name="Pixels">Normalised values, [samples, channels, rows, columns].</param>
/// <param name="Labels">A class per sample.</param>
/// <param name="Shape">Shape of an image.</param>
internal sealed record ImageBatch(float[] Pixels, int[] Labels, FeatureShape Shape)
{
    public int Samples => Labels.Length;
}
