using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Described;

/// <summary>The network of a chain or, without genes, of the whole space.</summary>
/// <param name="chain">The space.</param>
/// <param name="layout">Its genes.</param>
/// <param name="genes">The architecture; null for all.</param>
/// <param name="options">Size and form; <see cref="NetworkDimensions.CellsPerStage"/> is the most blocks that a stage may have.</param>
/// <param name="shared">Whether it is a part of the supernet.</param>
internal sealed class ChainNetwork(
    ChainDescription chain, ChainGenes layout, IReadOnlyList<int>? genes, NetworkOptions options, bool shared)
{
    private readonly NetworkBlocks _net = new(options);

    public NetworkGraph Build()
    {
        var stem = chain.Stem;
        var x = _net.Graph.EndBlock(_net.ConvNormRelu(0, "stem.conv", Scaled(stem.Channels), stem.Kernel, stem.Stride));
        for (var stage = 0; stage < chain.Stages.Count; stage++)
        {
            int[] depths = [.. chain.Stages[stage].Depths.Select(depth => Math.Min((int)depth, options.CellsPerStage ?? int.MaxValue))];
            var depth = genes is null ? depths[^1] : depths[layout.Gene("depth", stage) is { } gene ? genes[gene] : 0];
            for (var block = 0; block < depth; block++)
            {
                var taken = Block(x, $"stages.{stage}.blocks.{block}", stage, block);
                x = _net.Graph.EndBlock(genes is null && block >= depths[0] ? Optional(taken, x, depths, stage, block) : taken);
            }
        }

        return _net.Classify(chain.Head == 0 ? x : _net.ConvNormRelu(x, "head.conv", Scaled(chain.Head), 1));
    }

    private int Optional(int taken, int skipped, int[] depths, int stage, int block)
    {
        var deeper = Enumerable.Range(0, depths.Length).ToLookup(value => depths[value] > block);
        return _net.Graph.Choice(
            skipped, [taken, skipped], layout.Gene("depth", stage)!.Value, $"stages.{stage}.blocks.{block}.taken",
            [[.. deeper[true]], [.. deeper[false]]]);
    }

    private int Block(int input, string name, int stage, int block) => Chosen(
        input, name, "kernel", stage, block, (kernel, kernelName) => chain.Stages[stage].Block switch
        {
            ChainStage.Convolution => _net.Graph.Relu(
                Wide(input, $"{kernelName}.conv", stage, (int)kernel, Stride(stage, block)), $"{kernelName}.relu"),
            ChainStage.Residual => Residual(input, kernelName, stage, block, (int)kernel),
            _ => Chosen(
                input, kernelName, "expansion", stage, block,
                (expansion, full) => InvertedResidual(input, full, stage, block, (int)kernel, expansion)),
        });

    // The stages' first block changes width and size, and is projected; a network of its own is where nothing changes.
    private int Residual(int input, string name, int stage, int block, int kernel)
    {
        var (stride, graph) = (Stride(stage, block), _net.Graph);
        var branch = Wide(input, $"{name}.conv_a", stage, kernel, stride);
        branch = Wide(graph.Relu(branch, $"{name}.conv_a.relu"), $"{name}.conv_b", stage, kernel, 1);
        var projects = shared ? block == 0 : stride != 1 || graph.ShapeOf(input).Channels != graph.ShapeOf(branch).Channels;
        var shortcut = projects ? Wide(input, $"{name}.projection", stage, 1, stride) : input;
        return graph.Relu(graph.Add([shortcut, branch], $"{name}.add"), $"{name}.relu");
    }

    // MobileNetV2's block (Sandler et al. 2018); the first of a stage has no shortcut.
    private int InvertedResidual(int input, string name, int stage, int block, int kernel, double expansion)
    {
        var from = block == 0 ? stage - 1 : stage;
        if (genes is not null || from < 0 || layout.Gene("width", from) is not { } gene)
        {
            return Inverted(input, _net.Graph.ShapeOf(input).Channels, name);
        }

        // A depthwise filter has a fixed number of channels: a branch for each.
        int[] widths = [.. layout.Values("width", from).Select(Scaled)];
        return _net.Graph.Choice(
            input, [.. widths.Select(width => Inverted(Narrow(width), width, Named(width)))], gene, $"{name}.input_width");

        int Narrow(int width) => _net.Graph.Slice(input, $"{Named(width)}.slice", 0, width);

        string Named(int width) => FormattableString.Invariant($"{name}.w{width}");

        int Inverted(int x, int width, string part)
        {
            var inner = Math.Max(1, (int)Math.Round(width * expansion));
            part = genes is not null && from >= 0 && layout.Gene("width", from) is not null ? Named(width) : part;
            var y = expansion == 1 ? x : _net.ConvNormRelu(x, $"{part}.expand", inner, 1);
            y = _net.ConvNormRelu(y, $"{part}.depthwise", inner, kernel, Stride(stage, block), groups: inner);
            y = Wide(y, $"{part}.project", stage, 1, 1);
            return block == 0 ? y : _net.Graph.Add([input, y], $"{part}.add");
        }
    }

    // A convolution to the stage's width, and its normalisation.
    private int Wide(int x, string name, int stage, int kernel, int stride)
    {
        var width = layout.Width(stage, Scaled);
        var channels = genes is null
            ? width?.Most ?? Scaled(layout.Values("width", stage)[0])
            : Scaled(layout.Value(genes, "width", stage));
        var convolution = _net.Graph.Conv2d(x, name, channels, kernel, stride);
        return _net.Norm(
            genes is null && width is not null ? _net.Graph.Elastic(convolution, width) : convolution, $"{name}.bn", options.AffineCells);
    }

    // One value of a choice, named by it where there are several; in the whole space, all of them.
    private int Chosen(int input, string name, string kind, int stage, int block, Func<double, string, int> write)
    {
        var values = layout.Values(kind, stage);
        return layout.Gene(kind, stage, block) is not { } gene ? write(values[0], name)
            : genes is not null ? write(values[genes[gene]], Named(values[genes[gene]]))
            : _net.Graph.Choice(input, [.. values.Select(value => write(value, Named(value)))], gene, $"{name}.{kind}");

        string Named(double value) => $"{name}.{kind[0]}{NumericChoices.Text(value)}";
    }

    private int Stride(int stage, int block) => block == 0 ? chain.Stages[stage].Stride : 1;

    private int Scaled(double channels) => chain.Stem.Scaled(channels, options.Channels);
}
