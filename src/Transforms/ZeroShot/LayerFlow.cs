using NasPipelines.Networks.Parameters;

namespace NasPipelines.ZeroShot;

/// <summary>The synaptic flow through one convolution or linear layer.</summary>
public sealed class LayerFlow
{
    internal LayerFlow(ParameterReference parameter, double flow)
    {
        Parameter = parameter;
        Flow = flow;
    }

    /// <summary>The layer's weight.</summary>
    public ParameterReference Parameter { get; }

    /// <summary>
    /// Σ |W ⊙ ∂R/∂W|, R the sum of the logits for one image of ones, all parameters absolute; 0 where nothing reaches it.
    /// </summary>
    public double Flow { get; }
}
