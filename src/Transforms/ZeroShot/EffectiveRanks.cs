using NasPipelines.Networks.Graph;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Collects the effective ranks of outputs during a forward pass: exp of the entropy of the normalised singular values (Roy and Vetterli
/// 2007) of a square block, rows being positions of the first images, columns channels (NEAR, Husistein et al. 2025).
/// </summary>
/// <param name="network">The network that is run.</param>
/// <param name="norms">Whether outputs of batch normalisations count too.</param>
internal sealed class EffectiveRanks(NetworkGraph network, bool norms)
{
    private readonly List<double> _ranks = [];

    /// <summary>A rank for each call of a layer or activation.</summary>
    public double[] Values => [.. _ranks];

    /// <summary>Adds the value at a position of the network where it is a layer's or an activation's.</summary>
    public void Add(int position, Tensor value)
    {
        var node = network.Nodes[position];
        if (node.LayerWeight is not null || node.IsActivation || (norms && node is BatchNorm))
        {
            _ranks.AddRange(Enumerable.Repeat(Of(position, value), node.Multiplicity));
        }
    }

    /// <summary>The effective rank of the value at a position; 0 where it is zero throughout, NaN where it is not finite.</summary>
    public double Of(int position, Tensor value)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        return Of(Block(network.Nodes[position], value.detach()));
    }

    /// <summary>The effective rank of a matrix.</summary>
    internal static double Of(Tensor matrix)
    {
        var values = Gradients.Numbers(matrix);
        if (!values.All(double.IsFinite))
        {
            return double.NaN;
        }

        var singular = Gradients.Numbers(linalg.svdvals(matrix.to(ScalarType.Float64)));
        var sum = singular.Sum();
        return sum == 0 ? 0 : Math.Exp(-singular.Select(s => s / sum).Sum(p => p == 0 ? 0 : p * Math.Log(p)));
    }

    // As many rows as channels, fewer where the batch has no more. Positions are taken column by column, as the published code does.
    private Tensor Block(NetworkNode node, Tensor value)
    {
        if (value.dim() == 4 && !ChannelLayout.IsLast(network, node))
        {
            var positions = value.shape[2] * value.shape[3];
            value = value.narrow(0, 0, Math.Min(value.shape[0], (value.shape[1] + positions - 1) / positions)).permute(0, 3, 2, 1);
        }

        var rows = value.reshape(-1, value.shape[^1]);
        return rows.narrow(0, 0, Math.Min(rows.shape[0], rows.shape[1]));
    }
}
