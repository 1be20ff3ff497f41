using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Torch;
using NasPipelines.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Collects the signs of ReLU operands during a forward pass, call by call, so that no code is kept longer than its call.
/// </summary>
internal sealed class ActivationCodes(int samples, bool kernel, bool patterns)
{
    private readonly CodeKernel? _kernel = kernel ? new(samples) : null;
    private readonly HashSet<ulong>? _patterns = patterns ? [] : null;

    public double[] Kernel => _kernel?.Values() ?? [];

    public long DistinctPatterns => _patterns?.Count ?? 0;

    public void Add(Relu node, Tensor operand)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var values = operand.detach().flatten(1).contiguous();
        _kernel?.Add(values, node.Multiplicity);
        if (_patterns is not null)
        {
            AddPatterns(HeldNumber.With(0, values.gt));
        }
    }

    private void AddPatterns(Tensor active)
    {
        var units = new ulong[active.shape[1]];
        for (var first = 0L; first < active.shape[0]; first += 64)
        {
            var count = (int)Math.Min(64, active.shape[0] - first);
            long[] powers = [.. Enumerable.Range(0, count).Select(i => 1L << i)];
            var bits = tensor(powers, device: active.device).unsqueeze(1);
            var sums = (active.narrow(0, first, count).to(ScalarType.Int64) * bits).sum(0, type: ScalarType.Int64);
            var begins = first == 0;
            Readback.Read<ulong>(sums, words =>
            {
                for (var unit = 0; unit < words.Length; unit++)
                {
                    // One word is the pattern itself; more are hashed into one.
                    units[unit] = begins ? words[unit] : SplitMix64.Mix(units[unit]) + words[unit];
                }
            });
        }

        _patterns!.UnionWith(units);
    }
}
