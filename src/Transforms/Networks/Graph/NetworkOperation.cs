using System.Collections.Immutable;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Graph;

/// <summary>One operation of a <see cref="NetworkGraph"/>, to read.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class NetworkOperation
{
    private readonly NetworkNode _node;

    internal NetworkOperation(NetworkNode node) => _node = node;

    /// <summary>Structural name, such as <c>cells.3.edge.0-2.relu</c>.</summary>
    public string Name => _node.Name;

    /// <summary>What it computes, with everything but its operands and name: equal texts on equal operands give equal values.</summary>
    public string Operation => _node.Operation;

    /// <summary>Positions of its operands in the graph, all smaller than its own.</summary>
    public ImmutableArray<int> Inputs => _node.Inputs;

    /// <summary>Shape of its value for one sample.</summary>
    public FeatureShape Shape => _node.Shape;

    /// <summary>The parameters it reads.</summary>
    public ImmutableArray<ParameterReference> Parameters => _node.Parameters;
}
