namespace NasPipelines.ZeroShot;

/// <summary>How the logits of a network move with one weight of each layer.</summary>
/// <param name="Samples">Number of images.</param>
/// <param name="Layers">Number of convolutions and linear layers, of which the first were asked.</param>
/// <param name="Logits">[samples × classes].</param>
/// <param name="Jacobian">[samples × classes × layers asked]: derivatives in the first entry of a layer's weight.</param>
internal sealed record LayerDerivatives(int Samples, int Layers, double[] Logits, double[] Jacobian)
{
    /// <summary>Number of classes.</summary>
    public int Classes => Logits.Length / Samples;

    /// <summary>Number of layers asked.</summary>
    public int Weights => Jacobian.Length / Logits.Length;
}
