using NasPipelines.Networks.Parameters;

namespace NasPipelines.ZeroShot;

/// <summary>What was measured at one convolution or linear layer. Arrays that no proxy asked for are empty.</summary>
/// <param name="Parameter">The layer's weight: name and shape, output channels first.</param>
/// <param name="Weight">Its values, row-major.</param>
/// <param name="Gradient">The gradient of the loss; zeros where nothing reaches it.</param>
/// <param name="HessianGradient">The Hessian of the loss, over all layers' weights, times the gradient: this layer's part.</param>
/// <param name="OutputSaliency">
/// For each sample and output channel, [samples × channels], the sum over positions of the layer's output times the loss's gradient in it.
/// </param>
public sealed record LayerObservation(
    ParameterReference Parameter, ReadOnlyMemory<double> Weight, ReadOnlyMemory<double> Gradient, ReadOnlyMemory<double> HessianGradient, ReadOnlyMemory<double> OutputSaliency);
