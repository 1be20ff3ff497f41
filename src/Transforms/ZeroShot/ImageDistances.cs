namespace NasPipelines.ZeroShot;

/// <summary>
/// Squared distances of the first three images, 0 and 1, 0 and 2, 1 and 2, every value scaled to [0, 1] over the three.
/// </summary>
/// <param name="Activations">Over the outputs of all activations; empty where there are fewer images, or no activations.</param>
/// <param name="Features">Over what the classifier reads; empty where the logits come from no linear layer.</param>
internal sealed record ImageDistances(double[] Activations, double[] Features);
