using System.Collections.Immutable;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>A node of a file with its attributes by name.</summary>
internal sealed class OnnxNodeView
{
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);

    public OnnxNodeView(NodeProto node, int position, long opset)
    {
        (Proto, Position, Opset) = (node, position, opset);
        foreach (var attribute in node.Attribute)
        {
            _attributes[attribute.Name] = attribute;
        }
    }

    public NodeProto Proto { get; }

    /// <summary>Its place in the file, from 0.</summary>
    public int Position { get; }

    /// <summary>The version of the operator set.</summary>
    public long Opset { get; }

    public string Kind => Proto.OpType;

    /// <summary>What it is called where it has no name.</summary>
    public string Name => Proto.Name.Length > 0 ? Proto.Name : Proto.Output.FirstOrDefault(o => o.Length > 0) ?? $"node {Position}";

    /// <summary>Name and place, for messages.</summary>
    public string Label => $"{(Proto.Domain.Length > 0 ? $"{Proto.Domain}." : string.Empty)}{Kind} ('{Name}', node {Position})";

    public int Inputs => Proto.Input.Count;

    /// <summary>The name of an input; null where it is left out.</summary>
    public string? Input(int i) => i < Proto.Input.Count && Proto.Input[i].Length > 0 ? Proto.Input[i] : null;

    public bool Has(string name) => _attributes.ContainsKey(name);

    public AttributeProto? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public long Integer(string name, long absent) => _attributes.TryGetValue(name, out var a) ? a.I : absent;

    public double Float(string name, double absent) => _attributes.TryGetValue(name, out var a) ? a.F : absent;

    public string Text(string name, string absent) => _attributes.TryGetValue(name, out var a) ? a.S.ToStringUtf8() : absent;

    public ImmutableArray<long>? Integers(string name) => _attributes.TryGetValue(name, out var a) ? [.. a.Ints] : null;
}
