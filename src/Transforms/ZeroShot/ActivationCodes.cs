using NasPipelines.Networks.Graph;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Collects the signs of ReLU operands during a forward pass, call by call, so that no code is kept longer than its call.
/// </summary>
internal sealed class ActivationCodes(int samples, bool kernel, bool patterns)
{
    private readonly CodeKernel? _kernel = kernel ? new(samples) : null;
    private readonly CodePatterns? _patterns = patterns ? new() : null;

    public double[] Kernel => _kernel?.Values() ?? [];

    public long DistinctPatterns => _patterns?.Count ?? 0;

    public void Add(Relu node, Tensor operand)
    {
        if (_kernel is null && _patterns is null)
        {
            return;
        }

        using var values = operand.detach();
        using var rows = values.flatten(1);
        var signs = new SignBits(rows);
        _kernel?.Add(signs, node.Multiplicity);
        _patterns?.Add(signs);
    }
}
