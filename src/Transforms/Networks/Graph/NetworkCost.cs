namespace NasPipelines.Networks.Graph;

/// <summary>The cost of a network, counted on its graph as the benchmarks count it.</summary>
/// <param name="parameters">See <see cref="Parameters"/>.</param>
/// <param name="macs">See <see cref="Macs"/>.</param>
public readonly struct NetworkCost(long parameters, long macs) : IEquatable<NetworkCost>
{
    /// <summary>Trainable values: every parameter once, batch normalisations and biases included.</summary>
    public long Parameters { get; } = parameters;

    /// <summary>Multiply-accumulates of convolutions and linear layers for one sample; nothing else is counted.</summary>
    public long Macs { get; } = macs;

    /// <summary>Counts a graph as it stands: apply passes first to leave out what does not contribute.</summary>
    public static NetworkCost Of(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new NetworkCost(graph.Parameters.Sum(p => p.Size), graph.Nodes.Sum(n => n.Macs * n.Multiplicity));
    }

    bool IEquatable<NetworkCost>.Equals(NetworkCost other) => Parameters == other.Parameters && Macs == other.Macs;
}
