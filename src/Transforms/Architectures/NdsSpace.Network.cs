using NasPipelines.Networks;

namespace NasPipelines.Architectures;

public sealed partial class NdsSpace
{
    private const int StemWidth = 16;

    /// <summary>
    /// The stand-alone network of the design space: a 3×3 stem of 16 channels, three stages of residual blocks of strides 1, 2 and 2, a classifier. A
    /// shortcut is projected where its width or stride changes, and only there. <see cref="NetworkOptions.Channels"/> c scales every width by c/16, and
    /// <see cref="NetworkOptions.CellsPerStage"/> is the most blocks that a stage may have.
    /// </summary>
    /// <remarks>
    /// Where groups do not divide a scaled bottleneck, its width is rounded to a multiple of them, at least one channel each; at full size they do.
    /// </remarks>
    /// <inheritdoc/>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options ??= new NetworkOptions();
        options.Validate();
        var net = new NetworkBlocks(options);
        var values = ValuesOf(architecture.Genes.AsSpan());
        var x = net.Graph.EndBlock(net.ConvNormRelu(0, "stem.conv", Scaled(StemWidth), 3));
        for (var stage = 0; stage < Stages; stage++)
        {
            var width = Scaled(values[Stages + stage]);
            var depth = Math.Min((int)values[stage], options.CellsPerStage ?? int.MaxValue);
            for (var block = 0; block < depth; block++)
            {
                x = net.Graph.EndBlock(Block(x, $"stages.{stage}.blocks.{block}", width, stage > 0 && block == 0 ? 2 : 1, stage));
            }
        }

        return net.Classify(x);

        int Scaled(double width) => Math.Max(1, (int)Math.Round(width * (options.Channels ?? StemWidth) / StemWidth));

        int Block(int input, string name, int width, int stride, int stage)
        {
            var branch = _bottleneck ? Bottleneck(input, name, width, stride, stage) : Basic(input, name, width, stride);
            var shortcut = width != net.Graph.ShapeOf(input).Channels || stride != 1
                ? net.ConvNorm(input, $"{name}.projection", width, 1, stride, options.AffineCells)
                : input;
            return net.Graph.Relu(net.Graph.Add([shortcut, branch], $"{name}.add"), $"{name}.relu");
        }

        int Basic(int input, string name, int width, int stride)
        {
            var first = net.ConvNormRelu(input, $"{name}.conv_a", width, 3, stride, options.AffineCells);
            return net.ConvNorm(first, $"{name}.conv_b", width, 3, 1, options.AffineCells);
        }

        int Bottleneck(int input, string name, int width, int stride, int stage)
        {
            var groups = (int)values[(3 * Stages) + stage];
            var inner = groups * Math.Max(1, (int)Math.Round(width * values[(2 * Stages) + stage] / groups));
            var first = net.ConvNormRelu(input, $"{name}.conv_a", inner, 1, 1, options.AffineCells);
            var second = net.ConvNormRelu(first, $"{name}.conv_b", inner, 3, stride, options.AffineCells, groups);
            return net.ConvNorm(second, $"{name}.conv_c", width, 1, 1, options.AffineCells);
        }
    }
}
