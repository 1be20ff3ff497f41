namespace NasPipelines.Networks.Graph;

/// <summary>The cost of a network, counted on its graph as the benchmarks count it.</summary>
/// <param name="Parameters">Trainable values: every parameter once, batch normalisations and biases included.</param>
/// <param name="Macs">Multiply-accumulates of convolutions and linear layers for one sample; nothing else is counted.</param>
public sealed record NetworkCost(long Parameters, long Macs)
{
    /// <summary>Counts a graph as it stands: apply passes first to leave out what does not contribute.</summary>
    public static NetworkCost Of(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new NetworkCost(graph.Parameters.Sum(p => p.Size), graph.Nodes.Sum(n => n.Macs * n.Multiplicity));
    }
}
