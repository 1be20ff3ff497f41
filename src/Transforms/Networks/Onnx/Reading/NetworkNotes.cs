using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>What is done to a file's network, and what speaks against scores of it.</summary>
internal sealed class NetworkNotes(GraphProto graph)
{
    private readonly List<string> _notes = [];

    /// <summary>The logits behind an output: a final softmax is dropped.</summary>
    public string LogitsOf(string output, long opset)
    {
        if (graph.Output.Count > 1)
        {
            _notes.Add($"of its {graph.Output.Count} outputs only the first, '{output}', is read");
        }

        var makers = new Dictionary<string, NodeProto>(StringComparer.Ordinal);
        foreach (var node in graph.Node.Where(n => n.Output.Count > 0))
        {
            makers.TryAdd(node.Output[0], node);
        }

        var at = output;
        for (var i = 0; i < 16 && makers.TryGetValue(at, out var node) && node.Input.Count > 0; i++)
        {
            if (node.OpType is "Softmax" or "LogSoftmax" && IsOverClasses(node, opset))
            {
                _notes.Add($"its final {node.OpType} is dropped: scores are of logits");
                return node.Input[0];
            }

            if (node.OpType is not ("Identity" or "Flatten" or "Cast"))
            {
                break;
            }

            at = node.Input[0];
        }

        return output;
    }

    public IReadOnlyList<string> Of(NetworkGraph network, IReadOnlyDictionary<string, ParameterValue> stored, bool frozenBatch)
    {
        if (frozenBatch)
        {
            _notes.Add("its batch, frozen at 1, is freed");
        }

        var convolutions = network.Nodes.OfType<Conv2d>().ToList();
        var biased = convolutions.Count(c => c.Bias is not null);
        if (convolutions.Count > 1 && biased > 0 && !network.Nodes.Any(n => n is BatchNorm or LayerNorm))
        {
            _notes.Add($"it has no normalisation, and {biased} of {convolutions.Count} convolutions have a bias: "
                + (convolutions.Exists(c => IsRenamed(c.Weight.Name))
                    ? "normalisation was folded into them at export, so that weights made anew make another network than was trained"
                    : "if normalisation was folded into them at export, weights made anew make another network than was trained"));
        }

        return _notes;
    }

    // PyTorch and tf2onnx name what they have folded anew.
    private static bool IsRenamed(string weight) =>
        weight.StartsWith("onnx::Conv", StringComparison.Ordinal) || weight.Contains("fused", StringComparison.OrdinalIgnoreCase);

    private static bool IsOverClasses(NodeProto node, long opset) =>
        (node.Attribute.FirstOrDefault(a => a.Name == "axis")?.I ?? (opset < 13 ? 1 : -1)) is 1 or -1;
}
