using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Analyses;

/// <summary>Numbers of layers of a network.</summary>
internal static class LayerCounts
{
    /// <summary>Layers with a matrix of weights on the longest path from input to output.</summary>
    public static int Depth(NetworkGraph network)
    {
        var operations = network.Operations;
        var depth = new int[operations.Length];
        for (var i = 0; i < depth.Length; i++)
        {
            var before = 0;
            foreach (var input in operations[i].Inputs)
            {
                before = Math.Max(before, depth[input]);
            }

            depth[i] = before
                + (operations[i].Parameters.Any(p => p.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight) ? 1 : 0);
        }

        return depth[network.Output];
    }

    /// <summary>Convolutions whose kernel has at least so many rows.</summary>
    public static int Convolutions(NetworkGraph network, int kernel = 1) =>
        network.Operations.Count(node => node.Parameters.Any(p => p.Role == ParameterRole.ConvolutionWeight && p.Shape[^1] >= kernel));

    /// <summary>Poolings over a window; the mean over all positions is none.</summary>
    public static int Poolings(NetworkGraph network) => network.Operations.Count(node =>
        node.Operation.StartsWith("avg_pool ", StringComparison.Ordinal)
            || node.Operation.StartsWith("max_pool ", StringComparison.Ordinal));

    /// <summary>Convolutions among convolutions and poolings; 0 where there is none of both.</summary>
    public static double ConvolutionShare(NetworkGraph network)
    {
        int convolutions = Convolutions(network), poolings = Poolings(network);
        return convolutions + poolings == 0 ? 0 : (double)convolutions / (convolutions + poolings);
    }
}
