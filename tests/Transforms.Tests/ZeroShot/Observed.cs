using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>Observations made up for a formula.</summary>
internal static class Observed
{
    public static ZeroShotObservations Nothing { get; } = Sized(0);

    public static ZeroShotObservations Sized(long parameters) => new()
    {
        ScoredCost = new(parameters, 0),
        ReluCalls = 0,
        ReluUnits = 0,
    };

    public static LayerObservation Layer(double[] gradient, double[]? saliency = null) => new(
        new ParameterReference("layer", ParameterRole.ConvolutionWeight, [1, gradient.Length]), default, gradient, default, saliency);
}
