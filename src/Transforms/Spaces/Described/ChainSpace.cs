using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Described;

/// <summary>Stages of equal blocks, as in MobileNet: width, depth, kernel and expansion of a stage are chosen, or fixed.</summary>
internal sealed class ChainSpace : DescribedSpace
{
    public static readonly string[] Blocks = ["mbconv", "conv", "sepconv"];

    private static readonly string[] Kinds = ["channels", "depth", "kernel", "expansion"];

    // The gene of each stage and kind; −1 where there is no choice.
    private readonly int[][] _genes;

    public ChainSpace(SpaceDescription description)
        : base(description)
    {
        List<GeneChoice> choices = [];
        _genes = [.. description.Stages.Select((stage, number) => Kinds.Select((kind, k) =>
        {
            var values = Values(stage, k);
            if (values.Count > 1)
            {
                choices.Add(new($"stage{number}.{kind}", [.. values.Select(v => FormattableString.Invariant($"{v}"))]));
            }

            return values.Count > 1 ? choices.Count - 1 : -1;
        }).ToArray())];
        Choices = choices;
    }

    public override IReadOnlyList<GeneChoice> Choices { get; }

    /// <summary>Whether no width is chosen: weights of one width are none of another.</summary>
    public override bool HasSupernet => Described.Stages.All(stage => stage.Channels.Count == 1);

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Build(architecture, Checked(options));
    }

    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => HasSupernet
        ? Build(null, Checked(options))
        : throw new NotSupportedException(
            $"{Name} has no supernet: widths of stages are chosen, and weights of one width are none of another.");

    private NetworkGraph Build(Architecture? architecture, NetworkOptions options)
    {
        var (net, stem) = (new NetworkBlocks(options), Described.Stem);
        var x = net.Graph.EndBlock(net.ConvNormRelu(0, "stem.conv", Scaled(stem.Channels, options), stem.Kernel, stem.Stride));
        var width = stem.Channels;
        for (var stage = 0; stage < Described.Stages.Count; stage++)
        {
            var channels = Chosen(stage, 0)[0];
            var depths = Chosen(stage, 1);
            var (source, ends) = (x, new List<int>());
            for (var block = 0; block < depths.Max(); block++)
            {
                x = net.Graph.EndBlock(OfKernel(x, stage, block, block == 0 ? width : channels, channels));
                ends.Add(x);
            }

            x = depths.Count == 1 ? x : net.Graph.Choice(
                source, [.. depths.Select(depth => ends[depth - 1])], _genes[stage][1], $"stages.{stage}.depth");
            width = channels;
        }

        return net.Classify(Described.Head is { } head ? net.ConvNormRelu(x, "head.conv", Scaled(head.Channels, options), 1) : x);

        // The one value of an architecture, or all of the space.
        IReadOnlyList<int> Chosen(int stage, int kind)
        {
            var values = Values(Described.Stages[stage], kind);
            return _genes[stage][kind] is >= 0 and var gene && architecture is not null ? [values[architecture.Genes[gene]]] : values;
        }

        int OfKernel(int from, int stage, int block, int width, int channels)
        {
            return Choose(2, kernel => Choose(3, expansion => Block(
                net, from, $"stages.{stage}.blocks.{block}.{width}-{channels}",
                (Described.Stages[stage].Block!, kernel, expansion, block == 0 ? Stride(stage) : 1), Scaled(channels, options),
                options.AffineCells)));

            int Choose(int kind, Func<int, int> option)
            {
                var values = Chosen(stage, kind);
                return values.Count == 1
                    ? option(values[0])
                    : net.Graph.Choice(
                        from, [.. values.Select(option)], _genes[stage][kind], $"stages.{stage}.blocks.{block}.{Kinds[kind]}");
            }
        }
    }

    private int Stride(int stage) => Described.Stages[stage].Stride ?? (stage == 0 ? 1 : 2);

    // Names have all that shapes depend on beside the size of the whole network.
    private static int Block(
        NetworkBlocks net, int x, string name, (string Kind, int Kernel, int Expansion, int Stride) form, int channels, bool affine)
    {
        var (input, width) = (x, net.Graph.ShapeOf(x).Channels);
        switch (form.Kind)
        {
            case "conv":
                return net.ConvNormRelu(x, $"{name}.conv{form.Kernel}", channels, form.Kernel, form.Stride, affine);
            case "sepconv":
                x = net.ConvNormRelu(x, $"{name}.depthwise{form.Kernel}", width, form.Kernel, form.Stride, affine, groups: width);
                return net.ConvNormRelu(x, $"{name}.pointwise{form.Kernel}", channels, 1, affine: affine);
        }

        name = $"{name}.e{form.Expansion}";
        var wide = width * form.Expansion;
        x = form.Expansion == 1 ? x : net.ConvNormRelu(x, $"{name}.expand", wide, 1, affine: affine);
        x = net.ConvNormRelu(x, $"{name}.depthwise{form.Kernel}", wide, form.Kernel, form.Stride, affine, groups: wide);
        x = net.ConvNorm(x, $"{name}.project", channels, 1, affine: affine);
        return form.Stride == 1 && width == channels ? net.Graph.Add([input, x], $"{name}.add{form.Kernel}") : x;
    }

    private static IReadOnlyList<int> Values(StageDescription stage, int kind) => kind switch
    {
        0 => stage.Channels,
        1 => stage.Depth ?? [1],
        2 => stage.Kernel ?? [3],
        _ => stage.Block == "mbconv" ? stage.Expansion ?? [6] : [1],
    };
}
