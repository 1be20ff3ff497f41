using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Nds;

/// <summary>The network of an architecture or, without genes, of the whole space.</summary>
/// <param name="layout">The genes of the space.</param>
/// <param name="genes">The architecture; null for all.</param>
/// <param name="options">Size and form.</param>
/// <param name="shared">Whether it is a part of the supernet, where the first block of each stage always has a projection.</param>
internal sealed class NdsNetwork(NdsGenes layout, IReadOnlyList<int>? genes, NetworkOptions options, bool shared)
{
    private readonly NetworkBlocks _net = new(options);

    public NetworkGraph Build()
    {
        var x = _net.Graph.EndBlock(_net.ConvNormRelu(0, "stem.conv", Scaled(NdsGenes.StemWidth), 3));
        for (var stage = 0; stage < NdsGenes.Stages; stage++)
        {
            int[] depths = [.. layout.Choices.Values(stage).Select(depth => Math.Min((int)depth, options.CellsPerStage ?? int.MaxValue))];
            for (var block = 0; block < (genes is null ? depths.Max() : depths[genes[stage]]); block++)
            {
                var taken = Block(x, $"stages.{stage}.blocks.{block}", stage, block);
                x = _net.Graph.EndBlock(genes is null && block >= depths.Min() ? Optional(taken, x, depths, stage, block) : taken);
            }
        }

        return _net.Classify(x);
    }

    private int Optional(int taken, int skipped, int[] depths, int stage, int block)
    {
        var deeper = Enumerable.Range(0, depths.Length).ToLookup(gene => depths[gene] > block);
        return _net.Graph.Choice(
            skipped, [taken, skipped], stage, $"stages.{stage}.blocks.{block}.taken", [[.. deeper[true]], [.. deeper[false]]]);
    }

    private int Block(int input, string name, int stage, int block)
    {
        var stride = stage > 0 && block == 0 ? 2 : 1;
        var width = layout.Choices.Width([NdsGenes.Stages + stage], values => Scaled(values[0]));
        var branch = layout.HasBottlenecks ? Bottleneck(input, name, width, stride, stage) : Basic(input, name, width, stride);
        var projects = shared ? block == 0 : stride != 1 || Channels(width) != _net.Graph.ShapeOf(input).Channels;
        var shortcut = projects ? ConvNorm(input, $"{name}.projection", width, 1, stride) : input;
        return _net.Graph.Relu(_net.Graph.Add([shortcut, branch], $"{name}.add"), $"{name}.relu");
    }

    private int Basic(int input, string name, ElasticWidth width, int stride) =>
        ConvNorm(ConvNormRelu(input, $"{name}.conv_a", width, 3, stride), $"{name}.conv_b", width, 3);

    private int Bottleneck(int input, string name, ElasticWidth width, int stride, int stage)
    {
        var groups = (3 * NdsGenes.Stages) + stage;
        var inner = layout.Choices.Width(
            [NdsGenes.Stages + stage, (2 * NdsGenes.Stages) + stage, groups],
            values => Inner(Scaled(values[0]), values[1], (int)values[2]));
        var second = ConvNormRelu(ConvNormRelu(input, $"{name}.conv_a", inner, 1), $"{name}.conv_b", inner, 3, stride, groups);
        return ConvNorm(second, $"{name}.conv_c", width, 1);
    }

    private int ConvNormRelu(int x, string name, ElasticWidth width, int kernel, int stride = 1, int? groupsGene = null) =>
        _net.Graph.Relu(ConvNorm(x, name, width, kernel, stride, groupsGene), $"{name}.relu");

    private int ConvNorm(int x, string name, ElasticWidth width, int kernel, int stride = 1, int? groupsGene = null)
    {
        return _net.Norm(groupsGene is { } gene ? Grouped(gene) : Convolution(1), $"{name}.bn", options.AffineCells);

        int Grouped(int gene)
        {
            int[] groups = [.. layout.Choices.Values(gene).Select(value => (int)value)];
            return genes is null
                ? _net.Graph.Choice(x, [.. groups.Select(Convolution)], gene, $"{name}.groups")
                : Convolution(groups[genes[gene]]);
        }

        int Convolution(int groups)
        {
            var convolution = _net.Graph.Conv2d(x, name, Channels(width), kernel, stride, groups: groups);
            return genes is null ? _net.Graph.Elastic(convolution, width) : convolution;
        }
    }

    private int Channels(ElasticWidth width) => genes is null ? width.Most : width.Of(genes);

    private int Scaled(double width) => Math.Max(1, (int)Math.Round(width * (options.Channels ?? NdsGenes.StemWidth) / NdsGenes.StemWidth));

    private static int Inner(int width, double ratio, int groups) => groups * Math.Max(1, (int)Math.Round(width * ratio / groups));
}
