using System.Collections.Immutable;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Passes;

public static partial class GraphPasses
{
    /// <summary>A graph being rewritten: maps positions of the old graph to those of the new one.</summary>
    private sealed class Rewrite(NetworkGraph graph)
    {
        private readonly ImmutableArray<NetworkNode>.Builder _nodes = ImmutableArray.CreateBuilder<NetworkNode>();
        private readonly int[] _position = new int[graph.Nodes.Length];

        /// <summary>What an old position has become.</summary>
        public NetworkNode this[int old] => _nodes[_position[old]];

        public int PositionOf(int old) => _position[old];

        public void Keep(int old) => Replace(old, graph.Nodes[old]);

        /// <summary>Appends a node whose operands are old positions.</summary>
        public void Replace(int old, NetworkNode node)
        {
            _position[old] = _nodes.Count;
            _nodes.Add(node.Inputs.IsEmpty ? node : node with { Inputs = node.Inputs.Select(PositionOf).ToImmutableArray() });
        }

        /// <summary>Lets an old position stand for what another has become.</summary>
        public void Alias(int old, int other) => _position[old] = _position[other];

        /// <summary>As <see cref="Alias"/>, counting the merged operation.</summary>
        public void Merge(int old, int other)
        {
            Alias(old, other);
            var kept = this[other];
            _nodes[_position[other]] = kept with { Multiplicity = kept.Multiplicity + graph.Nodes[old].Multiplicity };
        }

        public NetworkGraph Finish() => new(_nodes.ToImmutable(), _position[graph.Output]);
    }

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
