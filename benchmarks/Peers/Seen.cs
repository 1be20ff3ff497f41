using static TorchSharp.torch;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>Shows what modules read and return while it lives.</summary>
internal sealed class Seen : IDisposable
{
    private readonly List<Action> _remove;

    public Seen(IEnumerable<nn.Module<Tensor, Tensor>> modules, Action<Tensor, Tensor> show) =>
        _remove = [.. modules.Select<nn.Module<Tensor, Tensor>, Action>(module => module.register_forward_hook((_, input, output) =>
        {
            show(input, output);
            return output;
        }).remove)];

    public void Dispose() => _remove.ForEach(remove => remove());
}
