using Google.Protobuf;

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

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Attribute(string name, GraphProto value) => new() { Name = name, G = value, Type = AttributeProto.Types.AttributeType.Graph };

    public static AttributeProto Attribute(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}

/// <summary>The names taken in a model: no two values may share one, branches included.</summary>
internal sealed class OnnxNames(IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    public string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = $"{name}#{i}";
        }

        return unique;
    }
}

/// <summary>The constants of a model: parameters, and what operations need beside them.</summary>
internal sealed class OnnxConstants(GraphProto graph, ParameterSource source)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public bool Has(ParameterReference parameter) => source.Contains(parameter);

    public string Parameter(ParameterReference parameter) => Write(parameter.Name, [.. parameter.Shape], () => source.Values(parameter));

    /// <summary>Whether all values of a parameter are one number.</summary>
    public bool IsUniform(ParameterReference parameter) => source.Values(parameter) is var values && Array.TrueForAll(values, v => v == values[0]);

    public string Filled(string name, int size, float value) => Write($"{name}.{size}", [size], () => [.. Enumerable.Repeat(value, size)]);

    public string Scalar(string name, float value) => Write(name, [], () => [value]);

    public string Integers(string name, params long[] values)
    {
        if (_written.Add(name))
        {
            graph.Initializer.Add(OnnxTensors.Create(name, [values.Length], values));
        }

        return name;
    }

    public string Integer(string name, long value)
    {
        if (_written.Add(name))
        {
            graph.Initializer.Add(OnnxTensors.Create(name, [], [value]));
        }

        return name;
    }

    private string Write(string name, long[] shape, Func<float[]> values)
    {
        if (_written.Add(name))
        {
            graph.Initializer.Add(OnnxTensors.Create(name, shape, values()));
        }

        return name;
    }
}
