using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;

namespace NasPipelines.OneShot;

/// <summary>Rewrites of a subnet that leave its logits unchanged.</summary>
internal static class SubnetForms
{
    /// <summary>For statistics of the batch: zeros are folded and equal operations shared.</summary>
    public static NetworkGraph Batch(NetworkGraph graph) =>
        GraphPasses.ShareEqualSubexpressions(GraphPasses.RemoveDeadNodes(GraphPasses.FoldZeros(graph, atInitialisation: false)));
}
