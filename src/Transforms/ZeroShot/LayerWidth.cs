using NasPipelines.Images;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How wide a layer should be, without training (Husistein, Reiher and Eckhoff, ICLR 2025): the wider a layer, the smaller the share of its
/// width that the effective rank of its output reaches, and where that share hardly falls any more, further width is of little use.
/// </summary>
public static class LayerWidth
{
    /// <summary>The slope, as a part of the slope at width 1, below which width is of little use: the published setting.</summary>
    public const double UsualSlope = 0.005;

    /// <summary>Estimates the width from networks of some widths.</summary>
    /// <param name="network">The network of a width, untrained.</param>
    /// <param name="layer">The name of the layer, or of the activation behind it, in every one of them.</param>
    /// <param name="widths">At least two different widths of the layer, in channels.</param>
    /// <param name="images">Images that the networks take; as many positions of the layer as it has channels are read.</param>
    /// <param name="seeds">Seeds of the weights, over which effective ranks are averaged; 0 where null.</param>
    /// <param name="slope">See <see cref="UsualSlope"/>.</param>
    /// <returns>The width, in channels; see <see cref="Estimate(IReadOnlyList{int}, IReadOnlyList{double}, double)"/>.</returns>
    /// <exception cref="ArgumentException">A network has no such layer, or of another width, or the images are too few.</exception>
    public static double Estimate(
        Func<int, NetworkGraph> network, string layer, IReadOnlyList<int> widths, ImageSet images, IReadOnlyList<long>? seeds = null,
        double slope = UsualSlope)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(images);
        var shape = new Networks.FeatureShape(images.Shape.Channels, images.Shape.Height, images.Shape.Width);
        var normalisation = ImageNormalisation.UsualOf(images.Shape.Channels);
        var batch = new ImageBatch(images.ToBatch([.. Enumerable.Range(0, images.Count)], normalisation), [.. images.Labels], shape);
        return Estimate(widths, [.. widths.Select(w => (seeds ?? [0]).Average(s => Rank(network(w), layer, w, batch, s)))], slope);
    }

    /// <summary>
    /// Estimates the width from effective ranks: rank/width is fitted by a + b·width^c, through 1 at width 1 as well, and the slope of the
    /// fit falls to the given part of its slope at width 1 at part^(1/(c − 1)).
    /// </summary>
    /// <param name="widths">At least two different widths, in channels.</param>
    /// <param name="effectiveRanks">The effective rank of the layer's output at each.</param>
    /// <param name="slope">See <see cref="UsualSlope"/>.</param>
    /// <returns>The width, in channels, not rounded.</returns>
    /// <exception cref="ArgumentException">Widths are fewer than two or not positive, ranks are not as many, or the slope is not between 0
    /// and 1.</exception>
    /// <exception cref="InvalidOperationException">Ranks keep pace with widths, so that no width is enough.</exception>
    /// <example>Widths 10, 100 with ranks 5.5 and 50.5: rank/width = ½ + ½/width, so c = −1, and 0.005^(−1/2) = 14.14.</example>
    public static double Estimate(IReadOnlyList<int> widths, IReadOnlyList<double> effectiveRanks, double slope = UsualSlope)
    {
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(effectiveRanks);
        if (widths.Distinct().Count() < 2 || widths.Any(w => w < 1) || effectiveRanks.Count != widths.Count || slope is not (> 0 and < 1)
            || !effectiveRanks.All(double.IsFinite))
        {
            throw new ArgumentException(
                "Give at least two different widths, an effective rank for each, and a slope between 0 and 1 (were "
                + $"{widths.Count} widths, {effectiveRanks.Count} ranks, slope {slope}).");
        }

        double[] x = [1, .. widths.Select(w => (double)w)], y = [1, .. widths.Zip(effectiveRanks, (w, rank) => rank / w)];
        return PowerFit.Of(x, y) is { } exponent
            ? Math.Pow(slope, 1 / (exponent - 1))
            : throw new InvalidOperationException("The effective rank grows as the width does: no width is enough.");
    }

    private static double Rank(NetworkGraph network, string layer, int width, ImageBatch batch, long seed)
    {
        var position = Array.FindIndex([.. network.Nodes], n => n.Name == layer);
        if (position < 0 || network.Nodes[position].Shape.Channels != width)
        {
            throw new ArgumentException(
                $"The network of width {width} must have a layer '{layer}' of {width} channels ("
                + (position < 0 ? "has none" : $"has {network.Nodes[position].Shape.Channels}") + ").", nameof(layer));
        }

        var shape = network.Nodes[position].Shape;
        if ((long)batch.Samples * shape.Height * shape.Width < width)
        {
            throw new ArgumentException(
                $"{batch.Samples} images have fewer positions than '{layer}' has channels, {width}: give more.", nameof(width));
        }

        using var context = new TorchContext(
            ParameterSource.Seeded(seed, InitialisationScheme.PyTorch), torch.ScalarType.Float32);
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var (ranks, rank) = (new EffectiveRanks(network, norms: false), double.NaN);
        _ = TorchNetwork.Run(network, batch.Images(context), context, onValue: (at, value) =>
        {
            rank = at == position ? ranks.Of(at, value) : rank;
        });
        return rank;
    }
}
