using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How rich the outputs of blocks are and how much each block amplifies gradients (AZ-NAS, Lee and Ham 2024), on Gaussian images. No images
/// are needed.
/// </summary>
internal static class BlockPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.BlockFeatures;

    /// <summary>Images in the batch: the published setting.</summary>
    public const int Samples = 64;

    private const double Smallest = 1e-8;

    /// <param name="network">A network that no pass has rewritten.</param>
    /// <param name="seed">Of images and signs.</param>
    /// <param name="context">Parameters.</param>
    /// <param name="observations">Filled in.</param>
    public static ZeroShotObservations Run(NetworkGraph network, long seed, TorchContext context, ZeroShotObservations observations)
    {
        using var scope = NewDisposeScope();
        using var enabled = set_grad_enabled(true);
        var wanted = network.Blocks.Select(b => network.Nodes[b].Name).ToHashSet(StringComparer.Ordinal);
        var images = GaussianPass.Normal("block images", Samples, network.Nodes[0].Shape, seed, context);
        var kept = TorchNetwork.Run(network, images, context, keep: n => wanted.Contains(n.Name)).Kept.ToDictionary(
            k => k.Node.Name, k => k.Value);
        var outputs = network.Blocks.Select(b => kept[network.Nodes[b].Name]).ToList();
        var norms = Enumerable.Range(1, Math.Max(0, outputs.Count - 1)).Select(i => JacobianNorm(outputs[i - 1], outputs[i], i, seed));
        return observations.With(o => { o.BlockJacobianNorms = norms.ToArray(); o.BlockEntropies = outputs.Select(Entropy).ToArray(); });
    }

    /// <summary>Entropy of a spectrum that sums to one.</summary>
    internal static double Entropy(Tensor output)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var channels = output.detach().to(ScalarType.Float64).transpose(0, 1).flatten(1);
        var centred = channels - channels.mean([1], keepdim: true);
        var spectrum = linalg.eigvalsh(RowProducts.Of(centred));
        var shares = spectrum / spectrum.sum();
        var logarithms = HeldNumber.With(Smallest, least => HeldNumber.With(1, one => shares.add(least, one))).log();
        return -Readback.Value<double>((shares * logarithms).sum());
    }

    /// <summary>
    /// With signs s for the output and g their gradient in the input, the mean over positions of g sᵀ estimates the Jacobian. Positions of
    /// a larger input become channels.
    /// </summary>
    internal static double JacobianNorm(Tensor input, Tensor output, int block, long seed)
    {
        if (ReferenceEquals(input, output))
        {
            return double.PositiveInfinity;
        }

        using var scope = NewDisposeScope();
        var signs = Signs($"block {block}", output, seed);
        if (!input.requires_grad || Gradients.Of((output * signs).sum(), [input], keepGraph: true)[0] is not { } gradient)
        {
            return double.NaN;
        }

        using var noGradients = no_grad();
        var stride = input.shape[2] / output.shape[2];
        var fine = stride > 1 ? F.pixel_unshuffle(gradient, stride) : gradient;
        var (x, y) = (Rows(fine), Rows(signs));
        var jacobian = HeldNumber.With(y.shape[1], positions => matmul(x, y.t()).div(positions));
        var largest = Math.Sqrt(Math.Max(0, Readback.Value<double>(linalg.eigvalsh(matmul(jacobian.t(), jacobian))[-1])));
        return largest == 0 ? double.NaN : largest;
    }

    private static Tensor Rows(Tensor value) => value.detach().to(ScalarType.Float64).transpose(0, 1).flatten(1);

    private static Tensor Signs(string name, Tensor like, long seed)
    {
        var random = SeededParameters.Stream($"{name} signs", seed);
        var signs = new float[like.numel()];
        foreach (ref var sign in signs.AsSpan())
        {
            sign = (2 * (int)(random.Next() & 1)) - 1; // no branch, no division: there are millions in a network
        }

        return tensor(signs, like.shape, device: like.device).to(like.dtype);
    }
}
