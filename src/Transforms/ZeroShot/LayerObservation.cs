using NasPipelines.Networks.Parameters;

namespace NasPipelines.ZeroShot;

/// <summary>What was measured at one convolution or linear layer. Arrays that no proxy asked for are empty.</summary>
public sealed class LayerObservation
{
    internal LayerObservation(
        ParameterReference parameter,
        ReadOnlyMemory<double> weight,
        ReadOnlyMemory<double> gradient,
        ReadOnlyMemory<double> hessianGradient,
        ReadOnlyMemory<double> outputSaliency)
    {
        Parameter = parameter;
        Weight = weight;
        Gradient = gradient;
        HessianGradient = hessianGradient;
        OutputSaliency = outputSaliency;
    }

    /// <summary>The layer's weight: name and shape, output channels first.</summary>
    public ParameterReference Parameter { get; }

    /// <summary>Its values, row-major.</summary>
    public ReadOnlyMemory<double> Weight { get; }

    /// <summary>The gradient of the loss; zeros where nothing reaches it.</summary>
    public ReadOnlyMemory<double> Gradient { get; }

    /// <summary>The Hessian of the loss, over all layers' weights, times the gradient: this layer's part.</summary>
    public ReadOnlyMemory<double> HessianGradient { get; }

    /// <summary>
    /// For each sample and output channel, [samples × channels], the sum over positions of the layer's output times the loss's gradient in
    /// it.
    /// </summary>
    public ReadOnlyMemory<double> OutputSaliency { get; }
}
