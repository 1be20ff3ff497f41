using System.Collections.Immutable;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Graph;

/// <summary>
/// The computation an architecture stands for: operations in topological order, the image first, the logits last. Written once by a search
/// space and read by every backend.
/// </summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class NetworkGraph
{
    /// <summary>A graph of given operations.</summary>
    /// <param name="nodes">Operations in topological order; the first one is an <see cref="Input"/>.</param>
    /// <param name="output">Position of the logits.</param>
    /// <exception cref="ArgumentException">An operand does not come before its user, or two parameters of one name differ in
    /// shape.</exception>
    internal NetworkGraph(ImmutableArray<NetworkNode> nodes, int output)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Inputs.Any(input => input < 0 || input >= i))
            {
                throw new ArgumentException(
                    $"Operation {i} ({nodes[i].Name}) reads an operation that does not come before it.", nameof(nodes));
            }
        }

        if (nodes.Length == 0 || nodes[0] is not Input || output < 0 || output >= nodes.Length)
        {
            throw new ArgumentException("A network starts with its input and has its output among its operations.", nameof(nodes));
        }

        Nodes = nodes;
        Output = output;
        Parameters = CollectParameters(nodes);
    }

    /// <summary>The operations in topological order.</summary>
    internal ImmutableArray<NetworkNode> Nodes { get; }

    /// <summary>The operations in topological order, to read.</summary>
    public ImmutableArray<NetworkOperation> Operations => [.. Nodes.Select(node => new NetworkOperation(node))];

    /// <summary>Position of the logits.</summary>
    public int Output { get; }

    /// <summary>
    /// Positions of the outputs of the stem and of each block (cell) in turn, where the space marks them; rewrites of a graph leave them
    /// out.
    /// </summary>
    internal ImmutableArray<int> Blocks { get; init; } = [];

    /// <summary>Every parameter once, as it is stored, in order of first use.</summary>
    public ImmutableArray<ParameterReference> Parameters { get; }

    /// <summary>
    /// The running statistics of its batch normalisations as they are stored, mean and variance of each in turn: read and written, but not
    /// trained.
    /// </summary>
    public ImmutableArray<ParameterReference> Statistics =>
        [.. Nodes.OfType<BatchNorm>().SelectMany(n => (ParameterReference[])[n.RunningMean.Whole, n.RunningVariance.Whole])];

    private static ImmutableArray<ParameterReference> CollectParameters(ImmutableArray<NetworkNode> nodes)
    {
        var seen = new Dictionary<string, ParameterReference>(StringComparer.Ordinal);
        var parameters = ImmutableArray.CreateBuilder<ParameterReference>();
        foreach (var parameter in nodes.SelectMany(n => n.Parameters).Select(p => p.Whole))
        {
            if (!seen.TryGetValue(parameter.Name, out var known))
            {
                seen.Add(parameter.Name, parameter);
                parameters.Add(parameter);
            }
            else if (!known.Shape.SequenceEqual(parameter.Shape))
            {
                throw new ArgumentException($"Parameter {parameter.Name} is used with two shapes.", nameof(nodes));
            }
        }

        return parameters.ToImmutable();
    }
}
