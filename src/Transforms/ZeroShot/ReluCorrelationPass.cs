using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How the images of the batch correlate at each ReLU, forwards and backwards, deeper blocks weighing more (WRCor, Yang et al. 2025).
/// </summary>
internal static class ReluCorrelationPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.ReluCorrelation;

    /// <summary>
    /// Bytes of gradients that are held at a time: where all of them are more, the backward pass is run once for each such part.
    /// </summary>
    public const long GradientsHeld = 1L << 29;

    /// <summary>
    /// [samples × samples]: Σ over ReLUs of 2^block (|correlation of its operands| + |correlation of the gradients that it passes back|); a
    /// matrix in which an image has no correlation is left out. Empty where there is none, or the network marks no blocks.
    /// </summary>
    /// <param name="network">A network that no pass has rewritten: each ReLU passes back a gradient of its own.</param>
    /// <param name="batch">Images and classes.</param>
    /// <param name="context">Parameters.</param>
    /// <param name="lastInPlace">Whether the operand of the last ReLU is taken for its output.</param>
    /// <param name="held">Bytes of gradients to hold at a time.</param>
    public static double[] Run(
        NetworkGraph network, ImageBatch batch, TorchContext context, bool lastInPlace, long held = GradientsHeld)
    {
        using var scope = NewDisposeScope();
        using var enabled = set_grad_enabled(true);
        var weights = network.Nodes.Select((n, i) => (n, i)).Where(p => p.n is Relu)
            .ToDictionary(p => p.n.Name, p => Weight(network.Blocks, p.i), StringComparer.Ordinal);
        var last = network.Nodes.OfType<Relu>().LastOrDefault()?.Name;

        // libtorch's empty gradient, of what the logits do not depend on, stays counted.
        var live = GraphPasses.RemoveDeadNodes(GraphPasses.FoldZeros(network, atInitialisation: false)).Nodes.OfType<Relu>()
            .Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var kernel = zeros(batch.Samples, batch.Samples, dtype: ScalarType.Float64, device: context.Device);
        var used = 0;
        var trace = TorchNetwork.Run(
            network, batch.Images(context), context,
            (relu, operand) => Add(relu, lastInPlace && relu.Name == last ? operand.relu() : operand),
            n => n is Relu && live.Contains(n.Name));
        var loss = CrossEntropy.Mean(trace.Logits, batch.Classes(context));
        var parts = Parts(trace.Kept, held);
        foreach (var part in parts)
        {
            using var each = NewDisposeScope();
            var gradients = Gradients.Of(loss, part.ConvertAll(k => k.Value), keepGraph: part != parts[^1]);
            using var noGradients = no_grad();
            foreach (var ((node, output), gradient) in part.Zip(gradients).Where(p => p.Second is not null))
            {
                Add(node, gradient!.mul(HeldNumber.With(0, output.detach().gt).to(gradient!.dtype)));
            }
        }

        return used == 0 ? [] : Gradients.Numbers(kernel);

        void Add(NetworkNode relu, Tensor values)
        {
            using var each = NewDisposeScope();
            using var plain = no_grad();
            var rows = values.detach().flatten(1);
            var centred = rows - rows.mean([1], keepdim: true);
            var unit = centred / centred.norm(1, keepdim: true);
            var correlation = RowProducts.Of(unit).abs().to(ScalarType.Float64);
            if (Readback.Value<bool>(correlation.isfinite().all()))
            {
                kernel.PlusInPlace(HeldNumber.With(weights[relu.Name], correlation.mul));
                used++;
            }
        }
    }

    // In the order of the graph, whatever they are split into: sums are rounded by their order.
    private static List<List<(NetworkNode Node, Tensor Value)>> Parts(List<(NetworkNode Node, Tensor Value)> kept, long most)
    {
        List<List<(NetworkNode, Tensor)>> parts = [[]];
        var bytes = 0L;
        foreach (var (node, value) in kept)
        {
            var own = value.numel() * value.element_size();
            if (bytes > 0 && bytes + own > most)
            {
                parts.Add([]);
                bytes = 0;
            }

            parts[^1].Add((node, value));
            bytes += own;
        }

        return parts;
    }

    // Blocks after the stem count from 0; what follows the last has the next number.
    private static double Weight(ImmutableArray<int> blocks, int position) =>
        Math.Pow(2, Math.Max(0, blocks.Count(end => end < position) - 1));
}
