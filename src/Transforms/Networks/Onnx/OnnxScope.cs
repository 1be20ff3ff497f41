namespace NasPipelines.Networks.Onnx;

/// <summary>A graph being written: the network, or the branch of a choice.</summary>
internal sealed class OnnxScope(string name, OnnxNames names)
{
    public GraphProto Graph { get; } = new() { Name = name };

    /// <summary>Adds an operation and returns the name of its first output, which is its own name.</summary>
    public string Add(string operation, string name, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        var unique = names.Unique(name);
        var node = new NodeProto { Name = unique, OpType = operation };
        node.Input.AddRange(inputs);
        node.Output.Add(unique);
        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return unique;
    }

    /// <summary>Adds an output to the operation added last.</summary>
    public void AddOutput(string name) => Graph.Node[^1].Output.Add(names.Unique(name));

    public static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Attribute(string name, GraphProto value) =>
        new() { Name = name, G = value, Type = AttributeProto.Types.AttributeType.Graph };

    public static AttributeProto Attribute(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}
