namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>The nodes that an output needs, operands first, whatever their order in the file.</summary>
internal static class NodeOrder
{
    /// <summary>Positions of nodes.</summary>
    /// <exception cref="InvalidDataException">A value is computed twice, or from itself.</exception>
    public static List<int> Of(GraphProto graph, string output, IReadOnlySet<string> given)
    {
        var maker = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Node.Count; i++)
        {
            foreach (var name in graph.Node[i].Output.Where(o => o.Length > 0))
            {
                if (!maker.TryAdd(name, i) || given.Contains(name))
                {
                    throw new InvalidDataException($"two values are named '{name}' (node {i})");
                }
            }
        }

        var order = new List<int>();
        var state = new byte[graph.Node.Count];
        var stack = new Stack<(int Node, int Next)>();
        Visit(output);
        while (stack.Count > 0)
        {
            var (node, next) = stack.Pop();
            if (next == graph.Node[node].Input.Count)
            {
                state[node] = 2;
                order.Add(node);
                continue;
            }

            stack.Push((node, next + 1));
            Visit(graph.Node[node].Input[next]);
        }

        return order;

        void Visit(string name)
        {
            if (name.Length == 0 || !maker.TryGetValue(name, out var node) || state[node] == 2)
            {
                return;
            }

            if (state[node] == 1)
            {
                throw new InvalidDataException(
                    $"'{name}' is computed from itself: {graph.Node[node].OpType} (node {node}) is part of a circle");
            }

            state[node] = 1;
            stack.Push((node, 0));
        }
    }
}
