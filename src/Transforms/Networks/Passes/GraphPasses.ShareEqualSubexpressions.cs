using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Passes;

public static partial class GraphPasses
{
    /// <summary>
    /// Computes equal operations on equal operands once. The one that stays counts the others in <see cref="NetworkNode.Multiplicity"/>, so
    /// that proxies that sum over calls are unchanged.
    /// </summary>
    internal static NetworkGraph ShareEqualSubexpressions(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return ShareEqual(graph, runningStatistics: false);
    }

    /// <summary>The same; with running statistics two normalisations of one operand differ.</summary>
    internal static NetworkGraph ShareEqual(NetworkGraph graph, bool runningStatistics)
    {
        var rewrite = new Rewrite(graph);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var own = runningStatistics && graph.Nodes[i] is BatchNorm norm ? norm.Name : string.Empty;
            var key = $"{graph.Nodes[i].Operation} {own}({string.Join(',', graph.Nodes[i].Inputs.Select(rewrite.PositionOf))})";
            if (known.TryGetValue(key, out var first))
            {
                rewrite.Merge(i, first);
            }
            else
            {
                rewrite.Keep(i);
                known.Add(key, i);
            }
        }

        return rewrite.Finish();
    }
}
