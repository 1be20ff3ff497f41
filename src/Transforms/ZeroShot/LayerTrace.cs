using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>A run of a network that keeps what layers read and put out, from which the gradients of each image alone follow.</summary>
internal sealed class LayerTrace
{
    private readonly Tensor[] _operands;

    private LayerTrace(NetworkNode[] layers, Tensor[] operands, Tensor[] outputs, Tensor logits) =>
        (Layers, _operands, Outputs, Logits) = (layers, operands, outputs, logits);

    /// <summary>The layers, in the order of the network.</summary>
    public NetworkNode[] Layers { get; }

    /// <summary>The output of each.</summary>
    public Tensor[] Outputs { get; }

    /// <summary>[samples × classes].</summary>
    public Tensor Logits { get; }

    /// <summary>Runs a network. Call inside a dispose scope.</summary>
    /// <param name="network">A network without operations that the logits do not depend on.</param>
    /// <param name="weights">The weights of the layers that are asked for.</param>
    /// <param name="images">[samples, channels, rows, columns].</param>
    /// <param name="run">How.</param>
    public static LayerTrace Of(NetworkGraph network, IReadOnlyList<ParameterReference> weights, Tensor images, TorchRun run)
    {
        var asked = weights.ToHashSet();
        NetworkNode[] layers = [.. network.Nodes.Where(n => n.LayerWeight is { } weight && asked.Contains(weight))];
        var names = layers.SelectMany(n => (string[])[n.Name, Operand(n)]).ToHashSet(StringComparer.Ordinal);
        var trace = TorchNetwork.Run(network, images.clone(), run with { Keep = n => names.Contains(n.Name) });
        var values = trace.Kept.ToDictionary(k => k.Node.Name, k => k.Value, StringComparer.Ordinal);
        return new(
            layers, Array.ConvertAll(layers, n => values[Operand(n)]), Array.ConvertAll(layers, n => values[n.Name]), trace.Logits);

        string Operand(NetworkNode layer) => network.Nodes[layer.Inputs[0]].Name;
    }

    /// <summary>What a layer reads.</summary>
    public Tensor Operand(int layer) => _operands[layer].detach();
}
