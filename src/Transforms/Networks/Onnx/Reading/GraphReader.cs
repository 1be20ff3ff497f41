using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>
/// Reads the graph of an ONNX file as a network: constants and the arithmetic of shapes are computed while it is read, the batch is left
/// open, and what is not known is refused by operation, name and node, all of it at once.
/// </summary>
internal sealed partial class GraphReader
{
    private const long MostFolded = 1L << 26;

    private readonly GraphProto _graph;
    private readonly long _opset;
    private readonly ReadingOptions _options;
    private readonly Dictionary<string, FileValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterValue> _stored = new(StringComparer.Ordinal);
    private readonly ImmutableArray<NetworkNode>.Builder _nodes = ImmutableArray.CreateBuilder<NetworkNode>();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly NetworkFaults _faults = new();
    private readonly Dictionary<string, Action<OnnxNodeView>> _handlers;
    private bool _frozenBatch;
    private long _folded;

    private GraphReader(GraphProto graph, long opset, ReadingOptions options)
    {
        (_graph, _opset, _options) = (graph, opset, options);
        _handlers = Handlers();
    }

    /// <summary>Reads a graph.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="graph">The graph, of a model that has been checked.</param>
    /// <param name="opset">The version of ONNX's operator set.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InvalidDataException">There is something that is not known; the message names all of it.</exception>
    public static ReadNetwork Read(string file, GraphProto graph, long opset, ReadingOptions options)
    {
        var reader = new GraphReader(graph, opset, options);
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            throw NetworkFaults.Of(file, e);
        }
    }

    private ReadNetwork Read()
    {
        if (_graph.Output.Count == 0)
        {
            throw new InvalidDataException("the graph has no output");
        }

        var notes = new NetworkNotes(_graph);
        var output = notes.LogitsOf(_graph.Output[0].Name, _opset);
        var given = Inputs();
        var order = NodeOrder.Of(_graph, output, given);
        Refuse(order);
        _faults.Throw();
        foreach (var i in order)
        {
            foreach (var name in _graph.Node[i].Input.Where(n => n.Length > 0).Distinct())
            {
                (_readers.TryGetValue(name, out var readers) ? readers : _readers[name] = []).Add(i);
            }
        }

        Image(order);
        foreach (var i in order)
        {
            Convert(new OnnxNodeView(_graph.Node[i], i, _opset));
        }

        _faults.Throw();
        var graph = Finish(output);
        return new(graph, _stored, notes.Of(graph, _stored, _frozenBatch));
    }

    private NetworkGraph Finish(string output)
    {
        if (!_values.TryGetValue(output, out var logits) || logits is not ComputedValue computed)
        {
            throw new InvalidDataException($"the output '{output}' does not depend on the image");
        }

        var extents = computed.Extents;
        if (extents.Length < 2 || !extents[0].Equals(Extent.Batch) || extents.Skip(2).Any(e => e.Count != 1))
        {
            throw new InvalidDataException($"the output '{output}' is {extents.Text()}; [n, classes] is needed");
        }

        return new NetworkGraph(_nodes.ToImmutable(), computed.Node);
    }

    private void Refuse(List<int> order)
    {
        foreach (var i in order)
        {
            var node = new OnnxNodeView(_graph.Node[i], i, _opset);
            if (node.Proto.Domain is not ("" or "ai.onnx") || !(_handlers.ContainsKey(node.Kind) || ConstantFolding.Knows(node.Kind)))
            {
                _faults.Add($"{node.Label} is not known");
            }
        }
    }

    private void Convert(OnnxNodeView node)
    {
        try
        {
            var operands = node.Proto.Input.Where(n => n.Length > 0).Select(Value).ToList();
            if (operands.Contains(FaultyValue.Instance))
            {
                Set(node, FaultyValue.Instance);
            }
            else if (ConstantFolding.Knows(node.Kind) && operands.Count > 0 && operands.TrueForAll(o => AsKnown(o) is not null)
                && !(node.Kind is "Identity" && operands[0] is ParameterValue))
            {
                Set(node, new KnownValue(ConstantFolding.Fold(node, [.. operands.Select(o => AsKnown(o)!)])));
            }
            else if (_handlers.TryGetValue(node.Kind, out var handle))
            {
                handle(node);
            }
            else
            {
                throw new InvalidDataException("is read of known values only");
            }
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException or ArgumentException or OverflowException
            or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            _faults.Add($"{node.Label}: {(e is InvalidDataException ? e.Message : "its operands or attributes are not those of this "
                + "operation")}");
            Set(node, FaultyValue.Instance);
        }
    }

    private FileValue Value(string name) => _values.TryGetValue(name, out var value)
        ? value
        : throw new InvalidDataException($"reads '{name}', which nothing gives");

    private FileValue Operand(OnnxNodeView node, int i) => node.Input(i) is { } name
        ? Value(name)
        : throw new InvalidDataException($"its input {i} is missing");

    // Single numbers that a file stores are constants, not parameters.
    private static FoldedTensor? AsKnown(FileValue value) => value switch
    {
        KnownValue known => known.Tensor,
        ParameterValue { Stored: { } stored, View.IsEmpty: true } parameter when parameter.Sizes.All(s => s == 1) =>
            FileTensor.Folded(stored),
        _ => null,
    };

    /// <summary>Known values of an input; of a stored parameter too, where it can be none.</summary>
    private FoldedTensor Known(OnnxNodeView node, int i, string what) => Operand(node, i) switch
    {
        KnownValue known => known.Tensor,
        ParameterValue { Stored: { } stored, View.IsEmpty: true } => FileTensor.Folded(stored),
        _ => throw new InvalidDataException($"its {what} must be known values; they are computed"),
    };

    private void Set(OnnxNodeView node, FileValue value) => Set(node, 0, value);

    private void Set(OnnxNodeView node, int output, FileValue value)
    {
        if (value is KnownValue known && (_folded += known.Tensor.Count) > MostFolded)
        {
            throw new InvalidDataException("the constants of the file are larger than those of any network");
        }

        if (output < node.Proto.Output.Count && node.Proto.Output[output].Length > 0)
        {
            _values[node.Proto.Output[output]] = value;
        }

        if (value is FaultyValue)
        {
            foreach (var name in node.Proto.Output.Where(n => n.Length > 0))
            {
                _values[name] = value;
            }
        }
    }

    private void Set(OnnxNodeView node, NetworkNode operation, ImmutableArray<Extent> extents) => Set(node, Emit(operation, extents));

    private ComputedValue Emit(NetworkNode operation, ImmutableArray<Extent> extents)
    {
        var name = operation.Name;
        for (var i = 2; !_names.Add(name); i++)
        {
            name = $"{operation.Name}#{i}";
        }

        _nodes.Add(operation with { Name = name, Shape = extents.Features() });
        return new(_nodes.Count - 1, extents);
    }

    /// <summary>A value as one that an operation of the network reads.</summary>
    private ComputedValue Computed(FileValue value, string name) => value switch
    {
        ComputedValue computed => computed,
        KnownValue known => Constant(name, known.Tensor),
        ParameterValue parameter => Emit(
            new ParameterTensor(parameter.Name, [], default, Reference(parameter, Role(name))),
            [.. parameter.Sizes.Select(Extent.Fixed)]),
        _ => throw new InvalidDataException($"reads '{name}', whose values the file leaves open"),
    };

    private ComputedValue Computed(OnnxNodeView node, int i) => Computed(Operand(node, i), node.Input(i)!);

    private ComputedValue Constant(string name, FoldedTensor tensor)
    {
        if (tensor.PerSample?.Contains(true) == true)
        {
            throw new InvalidDataException($"'{name}' depends on the size of the batch");
        }

        var hash = System.Security.Cryptography.SHA256.HashData(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
        return Emit(
            new Constant(name, [], default, tensor.Sizes, [.. tensor.Values], System.Convert.ToHexString(hash)),
            [.. tensor.Sizes.Select(Extent.Fixed)]);
    }

    /// <summary>A parameter under its name in the file; under a longer one where it is used in several shapes.</summary>
    private ParameterReference Reference(ParameterValue parameter, ParameterRole role)
    {
        var name = parameter.Name;
        for (var i = 2; _stored.TryGetValue(name, out var other) && !other.Sizes.SequenceEqual(parameter.Sizes); i++)
        {
            name = $"{parameter.Name}#{i}";
        }

        _stored[name] = parameter;
        return new(name, role, parameter.Sizes);
    }

    /// <summary>What a parameter that is no layer's does: a factor where it is first multiplied, else a term.</summary>
    private ParameterRole Role(string name)
    {
        var (next, seen) = (new Queue<string>([name]), new HashSet<string>(StringComparer.Ordinal));
        while (next.TryDequeue(out var value) && seen.Count < 1000)
        {
            foreach (var reader in _readers.GetValueOrDefault(value) ?? [])
            {
                var node = _graph.Node[reader];
                if (node.OpType is "Mul" or "Div")
                {
                    return ParameterRole.NormScale;
                }

                if (node.OpType is "Identity" or "Reshape" or "Transpose" or "Unsqueeze" or "Squeeze" or "Gather" or "Expand" or "Slice"
                    or "Cast" or "Flatten" && seen.Add(node.Output[0]))
                {
                    next.Enqueue(node.Output[0]);
                }
            }
        }

        return ParameterRole.Bias;
    }
}
