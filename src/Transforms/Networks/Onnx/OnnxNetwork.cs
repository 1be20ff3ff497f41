using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Onnx;

/// <summary>
/// Writes a graph as an ONNX model: opset 18, IR 9, any batch size, names as in the graph. The graph of a whole space takes the
/// architecture's genes as a second input.
/// </summary>
internal sealed class OnnxNetwork
{
    public const int Opset = 18;
    public const int IrVersion = 9;
    public const string Image = "image";
    public const string Architecture = "architecture";
    public const string Logits = "logits";
    public const string BatchDimension = "batch";

    private readonly NetworkGraph _network;
    private readonly OnnxScopes _scopes;
    private readonly OnnxOperations _operations;
    private readonly OnnxConditions _conditions;
    private readonly OnnxNames _names;
    private readonly OnnxScope _root;
    private readonly string[] _values;

    private OnnxNetwork(NetworkGraph network, ParameterSource source, OnnxNetworkOptions options)
    {
        _network = network;
        _scopes = new OnnxScopes(network);
        _names = new OnnxNames([Image, Architecture, Logits, .. network.Parameters.Select(p => p.Name)]);
        _root = new OnnxScope(options.Name, _names);
        _values = new string[network.Nodes.Length];
        var constants = new OnnxConstants(_root.Graph, source);
        var shared = new OnnxScope(options.Name, _names);
        _conditions = new OnnxConditions(network, shared, constants);
        _operations = new OnnxOperations(network, constants, shared, options);
        _values[0] = Image;
        Write(_scopes.Root, _root);
        var logits = new NodeProto { Name = Logits, OpType = "Flatten", Input = { _values[network.Output] }, Output = { Logits } };
        _root.Graph.Node.Add(logits);
        for (var i = 0; i < shared.Graph.Node.Count; i++)
        {
            _root.Graph.Node.Insert(i, shared.Graph.Node[i]);
        }
    }

    /// <summary>The model of a graph.</summary>
    /// <exception cref="InvalidDataException">A parameter is missing or has another size.</exception>
    public static ModelProto Write(NetworkGraph network, ParameterSource source, OnnxNetworkOptions? options = null)
    {
        options ??= new OnnxNetworkOptions();
        var written = new OnnxNetwork(network, source, options);
        var graph = written._root.Graph;
        var image = network.Nodes[0].Shape;
        graph.Input.Add(OnnxValues.Float(Image, "images, normalised", image.Channels, image.Height, image.Width));
        if (written._conditions.Genes > 0)
        {
            graph.Input.Add(OnnxValues.Integers(Architecture, "the genes of one architecture", written._conditions.Genes));
        }

        graph.Output.Add(OnnxValues.Float(Logits, "logits per class", (int)network.Nodes[network.Output].Shape.Size));
        graph.Output.AddRange(written._operations.Statistics.Select(s => OnnxValues.Vector(s.Name, s.Channels)));
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "NasPipelines",
            ProducerVersion = ProductVersion.Text,
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
        };
        model.MetadataProps.AddRange(options.Metadata.Select(m => new StringStringEntryProto { Key = m.Key, Value = m.Value }));
        return model;
    }

    private void Write(OnnxScopes.Branch branch, OnnxScope scope)
    {
        foreach (var i in _scopes.Nodes(branch))
        {
            if (_network.Nodes[i] is not Input)
            {
                _values[i] = _network.Nodes[i] is Choice choice ? Choose(choice, i, scope) : _operations.Write(i, _values, scope);
            }
        }
    }

    /// <summary>
    /// Zero where the choice is zero, else one test after the other for the value of the gene; the last option needs none.
    /// </summary>
    private string Choose(Choice choice, int position, OnnxScope scope)
    {
        var options = new Queue<int>(Enumerable.Range(0, choice.Options.Length).Where(o => _network.Nodes[choice.Options[o]] is not Zero));
        if (_conditions.IsZero(position) is not { } zero)
        {
            return Rest(scope);
        }

        return If(scope, zero, then => _operations.Zeros(choice.Shape, $"{choice.Name}.zero", then), options.Count > 0 ? Rest : null);

        string Rest(OnnxScope inner)
        {
            var option = options.Dequeue();
            return options.Count == 0
                ? Option(option, inner)
                : If(inner, _conditions.IsTaken(choice, option), then => Option(option, then), Rest);
        }

        // The result of a branch must be computed in it.
        string Option(int option, OnnxScope inner)
        {
            Write(_scopes.Of(position, option), inner);
            return inner.Add("Identity", $"{choice.Name}.option.{option}", [_values[choice.Options[option]]]);
        }

        string If(OnnxScope outer, string condition, Func<OnnxScope, string> then, Func<OnnxScope, string>? otherwise) =>
            otherwise is null
                ? then(outer)
                : outer.Add("If", choice.Name, [condition], Branch("then_branch", then), Branch("else_branch", otherwise));

        AttributeProto Branch(string name, Func<OnnxScope, string> write)
        {
            var inner = new OnnxScope(name, _names);
            var result = write(inner);
            inner.Graph.Output.Add(choice.Width is null
                ? OnnxValues.Float(result, string.Empty, choice.Shape.Channels, choice.Shape.Height, choice.Shape.Width)
                : OnnxValues.Floats(result));
            return OnnxScope.Attribute(name, inner.Graph);
        }
    }
}
