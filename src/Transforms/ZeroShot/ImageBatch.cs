using NasPipelines.Networks;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>The images that networks are measured on.</summary>
/// <param name="Pixels">Normalised values, [samples, channels, rows, columns].</param>
/// <param name="Labels">A class per sample.</param>
/// <param name="Shape">Shape of an image.</param>
internal sealed record ImageBatch(float[] Pixels, int[] Labels, FeatureShape Shape)
{
    public int Samples => Labels.Length;

    /// <summary>The images as a tensor.</summary>
    public Tensor Images(ScalarType type) => TypedTensor.Of(Pixels, [Samples, Shape.Channels, Shape.Height, Shape.Width], type);

    /// <summary>The labels as a tensor.</summary>
    public Tensor Classes() => tensor(Array.ConvertAll(Labels, l => (long)l));
}
