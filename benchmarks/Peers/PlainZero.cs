using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>The operation <c>none</c>, as the benchmark's own code writes it.</summary>
internal sealed class PlainZero() : Module<Tensor, Tensor>(nameof(PlainZero))
{
    public override Tensor forward(Tensor input) => input * 0;
}
