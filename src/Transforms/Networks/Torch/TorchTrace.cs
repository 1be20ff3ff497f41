using NasPipelines.Networks.Graph;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>What a run of a network leaves.</summary>
internal sealed class TorchTrace
{
    /// <summary>[samples, classes].</summary>
    public Tensor Logits { get; set; } = null!;

    /// <summary>Values that were asked for, in the order of the graph.</summary>
    public List<(NetworkNode Node, Tensor Value)> Kept { get; } = [];
}
