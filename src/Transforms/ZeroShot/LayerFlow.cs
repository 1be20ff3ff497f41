using NasPipelines.Networks.Parameters;

namespace NasPipelines.ZeroShot;

/// <summary>The synaptic flow through one convolution or linear layer.</summary>
/// <param name="Parameter">The layer's weight.</param>
/// <param name="Flow">Σ |W ⊙ ∂R/∂W|, R the sum of the logits for one image of ones, all parameters absolute; 0 where nothing reaches it.</param>
public sealed record LayerFlow(ParameterReference Parameter, double Flow);
