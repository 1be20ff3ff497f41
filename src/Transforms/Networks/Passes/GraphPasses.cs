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

    /// <summary>
    /// Propagates zeros: a sum loses its zero operands, and what maps zero to zero becomes zero. Apply <see cref="RemoveDeadNodes"/> after
    /// it.
    /// </summary>
    /// <param name="graph">The network.</param>
    /// <param name="atInitialisation">
    /// Whether shifts and biases are known to be zero, so that a batch normalisation with a shift maps zero to zero too.
    /// </param>
    internal static NetworkGraph FoldZeros(NetworkGraph graph, bool atInitialisation)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var rewrite = new Rewrite(graph);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            var live = node.Inputs.Where(input => rewrite[input] is not Zero).ToList();
            switch (node)
            {
                case Add when live.Count == 1:
                    rewrite.Alias(i, live[0]);
                    break;
                case Add when live.Count > 1 && live.Count < node.Inputs.Length:
                    rewrite.Replace(i, node with { Inputs = [.. live] });
                    break;
                case { Inputs.Length: > 0 } when live.Count == 0 && KeepsZero(node, atInitialisation):
                    rewrite.Replace(i, new Zero(node.Name, node.Shape));
                    break;
                default:
                    rewrite.Keep(i);
                    break;
            }
        }

        return rewrite.Finish();
    }

    private static bool KeepsZero(NetworkNode node, bool atInitialisation) => node switch
    {
        Conv2d conv => conv.Bias is null || atInitialisation,
        BatchNorm norm => norm.Shift is null || atInitialisation,
        Relu or AvgPool or MaxPool or GlobalAvgPool or Add or Concat or Slice or Pad => true,
        _ => false,
    };
}
