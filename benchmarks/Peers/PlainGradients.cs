using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>Gradients as <c>torch.autograd.grad</c> gives them.</summary>
internal static class PlainGradients
{
    /// <summary>The gradient of a number in each of some tensors; null in what it does not depend on.</summary>
    // Unused inputs are allowed: libtorch ends the process otherwise where a dead edge has weights.
    public static IReadOnlyList<Tensor?> Of(Tensor scalar, IReadOnlyList<Tensor> inputs, bool create = false, bool keep = false) =>
        [.. autograd.grad([scalar], [.. inputs], null, create || keep, create, allow_unused: true).Select(
            g => g is null || g.IsInvalid ? null : g)];
}
