using NasPipelines.Networks;
using NasPipelines.Networks.Torch;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>The images that networks are measured on.</summary>
/// <param name="Pixels">Normalised values, [samples, channels, rows, columns].</param>
/// <param name="Labels">A class per sample.</param>
/// <param name="Shape">Shape of an image.</param>
internal sealed record ImageBatch(float[] Pixels, int[] Labels, FeatureShape Shape)
{
    public int Samples => Labels.Length;

    /// <summary>The images as a tensor, of the type and on the device of a network's parameters.</summary>
    public Tensor Images(TypedParameters parameters) => parameters.Place(Pixels, [Samples, Shape.Channels, Shape.Height, Shape.Width]);

    /// <summary>The labels as a tensor.</summary>
    public Tensor Classes(TypedParameters parameters) => parameters.Place(Array.ConvertAll(Labels, l => (long)l));
}
