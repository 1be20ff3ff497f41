using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Onnx;

/// <summary>
/// Where each operation of a graph with choices is written: in the innermost branch that holds all of its users, so that what is not chosen
/// is not computed.
/// </summary>
internal sealed class OnnxScopes
{
    /// <summary>A branch of a choice, or the network itself (no parent).</summary>
    public sealed class Branch(Branch? parent)
    {
        public Branch? Parent => parent;

        public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;
    }

    private readonly Dictionary<(int Choice, int Option), Branch> _branches = [];
    private readonly Dictionary<Branch, List<int>> _nodes = [];

    public OnnxScopes(NetworkGraph graph)
    {
        var scope = new Branch?[graph.Nodes.Length];
        scope[graph.Output] = Root;
        scope[0] = Root;
        for (var i = graph.Nodes.Length - 1; i >= 0; i--)
        {
            if (scope[i] is not { } own)
            {
                continue;
            }

            NodesOf(own).Add(i);
            var node = graph.Nodes[i];
            for (var slot = 0; slot < node.Inputs.Length; slot++)
            {
                // The source of a choice is not read: it tells only when the choice is zero.
                if (node is not Choice || slot > 0)
                {
                    var use = node is Choice ? Of(i, slot - 1, own) : own;
                    var operand = node.Inputs[slot];
                    scope[operand] = scope[operand] is { } other ? Common(other, use) : use;
                }
            }
        }

        foreach (var nodes in _nodes.Values)
        {
            nodes.Reverse();
        }
    }

    public Branch Root { get; } = new(null);

    public Branch Of(int choice, int option) => _branches[(choice, option)];

    /// <summary>The operations of a branch in topological order.</summary>
    public IReadOnlyList<int> Nodes(Branch branch) => _nodes.GetValueOrDefault(branch) ?? [];

    private List<int> NodesOf(Branch branch)
    {
        if (!_nodes.TryGetValue(branch, out var nodes))
        {
            _nodes.Add(branch, nodes = []);
        }

        return nodes;
    }

    private Branch Of(int choice, int option, Branch parent)
    {
        if (!_branches.TryGetValue((choice, option), out var branch))
        {
            _branches.Add((choice, option), branch = new Branch(parent));
        }

        return branch;
    }

    private static Branch Common(Branch a, Branch b)
    {
        while (a != b)
        {
            (a, b) = a.Depth >= b.Depth ? (a.Parent!, b) : (a, b.Parent!);
        }

        return a;
    }
}
