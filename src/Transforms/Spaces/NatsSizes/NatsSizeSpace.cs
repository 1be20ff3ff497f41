using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NatsSizes;

/// <summary>
/// The size space of NATS-Bench (Dong et al., TPAMI 2021): a fixed cell in a fixed skeleton of five layers, each with 8, 16, …, 64
/// channels. Genes: the five channel counts as indices, that is, divided by eight, less one.
/// </summary>
internal sealed class NatsSizeSpace : ProductSpace
{
    private const int Layers = 5;
    private const int Reference = 16;

    private readonly NumericChoices _choices = new([.. Enumerable.Range(1, Layers).Select(layer =>
        new NumericChoices.Choice($"channels of layer {layer}", [8, 16, 24, 32, 40, 48, 56, 64]))]);

    public NatsSizeSpace() => Encodings = [new ChannelsEncoding(_choices), new ChannelListEncoding(_choices)];

    public override string Name => "nats-sss";

    public override string Description => "NATS-Bench size space (Dong et al., TPAMI 2021)";

    public override IReadOnlyList<GeneChoice> Choices => _choices.Named;

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; }

    /// <summary>None: the numbers of the benchmark are not kept.</summary>
    public override long? IndexOf(Architecture architecture) => null;

    public override string GeneName(int gene, int value) => $"{Choices[gene].Values[value]} channels";

    /// <summary>
    /// Stem, cell, residual reduction, cell, residual reduction, cell, one layer for each channel count, then batch normalisation, ReLU,
    /// global pooling and a classifier. <see cref="NetworkDimensions.Channels"/> c scales every count by c/16, and
    /// <see cref="NetworkDimensions.CellsPerStage"/> repeats the cells.
    /// </summary>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options ??= new NetworkOptions();
        options.Validate();
        var net = new NetworkBlocks(options);
        var channels = architecture.Genes.Select((_, layer) => Math.Max(
            1, (int)_choices.Value(architecture.Genes.AsSpan(), layer) * (options.Channels ?? Reference) / Reference)).ToArray();
        var x = net.Graph.EndBlock(net.Norm(net.Graph.Conv2d(0, "stem.conv", channels[0], 3), "stem.bn", affine: true));
        for (int layer = 0, cell = 0; layer < Layers; layer++)
        {
            if (layer % 2 == 1)
            {
                x = net.Graph.EndBlock(Reduction(x, $"reduce.{layer / 2}", channels[layer]));
                continue;
            }

            for (var i = 0; i < (options.CellsPerStage ?? 1); i++, cell++)
            {
                x = net.Graph.EndBlock(Cell(x, $"cells.{cell}", channels[layer]));
            }
        }

        return net.Classify(net.Graph.Relu(net.Norm(x, "head.bn", affine: true), "head.relu"));

        // |nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|
        int Cell(int input, string name, int width)
        {
            var first = Convolution(input, "0-1");
            var second = net.Graph.Add([Convolution(input, "0-2"), Convolution(first, "1-2")], $"{name}.node.2");
            var skip = net.Graph.ShapeOf(input).Channels == width
                ? input
                : net.ConvNorm(input, $"{name}.edge.0-3.skip_connect", width, 1, affine: options.AffineCells);
            return net.Graph.Add([skip, Convolution(first, "1-3"), Convolution(second, "2-3")], $"{name}.node.3");

            int Convolution(int x, string edge) =>
                net.ReluConvNorm(x, $"{name}.edge.{edge}.nor_conv_3x3", width, 3, affine: options.AffineCells);
        }

        int Reduction(int input, string name, int width)
        {
            var branch = net.ReluConvNorm(net.ReluConvNorm(input, $"{name}.conv_a", width, 3, 2), $"{name}.conv_b", width, 3);
            var residual = net.Graph.Conv2d(net.Graph.AvgPool(input, $"{name}.pool", 2, 2, 0), $"{name}.downsample", width, 1);
            return net.Graph.Add([residual, branch], $"{name}.add");
        }
    }
}
