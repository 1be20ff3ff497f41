using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Passes;

/// <summary>
/// Rewrites of a graph that leave its logits unchanged and make every backend faster. Each returns a new graph.
/// </summary>
public static partial class GraphPasses
{
    /// <summary>Drops what the logits do not depend on: dead edges. The input always stays.</summary>
    public static NetworkGraph RemoveDeadNodes(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var needed = new bool[graph.Nodes.Length];
        needed[0] = needed[graph.Output] = true;
        for (var i = needed.Length - 1; i >= 0; i--)
        {
            if (needed[i])
            {
                foreach (var input in graph.Nodes[i].Inputs)
                {
                    needed[input] = true;
                }
            }
        }

        var rewrite = new Rewrite(graph);
        for (var i = 0; i < needed.Length; i++)
        {
            if (needed[i])
            {
                rewrite.Keep(i);
            }
        }

        return rewrite.Finish();
    }
}
