using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.ZeroShot;

/// <summary>Where the channels of a value are.</summary>
internal static class ChannelLayout
{
    /// <summary>
    /// Whether the channels of an operation's value are its last dimension, as where linear layers work on every position; those of images
    /// are the second.
    /// </summary>
    public static bool IsLast(NetworkGraph network, NetworkNode node) =>
        node is Projection or LayerNorm || (node.IsActivation && network.Nodes[node.Inputs[0]] is Projection or LayerNorm);
}
