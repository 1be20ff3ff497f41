using System.Collections.Concurrent;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Spaces.Nds;

/// <summary>
/// A design space of residual networks for CIFAR-10 from "On Network Design Spaces for Visual Recognition" (Radosavovic et al., ICCV 2019):
/// depth and width of three stages, and in ResNeXt-A the bottleneck ratio and the number of groups. Every encoding is a function of its
/// own.
/// </summary>
internal sealed class NdsSpace : ProductSpace
{
    private readonly NdsGenes _layout;
    private readonly ConcurrentDictionary<NetworkOptions, NetworkGraph> _largest = new();

    private NdsSpace(string name, string description, NdsGenes layout)
    {
        Name = name;
        Description = description;
        _layout = layout;
        Encodings = [new CompactEncoding(layout), new OrderedDictEncoding(layout), new JobEncoding(layout)];
    }

    public override string Name { get; }

    public override string Description { get; }

    public override IReadOnlyList<GeneChoice> Choices => _layout.Choices.Named;

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; }

    public override bool HasSupernet => true;

    public static NdsSpace ResNet() => new(
        "nds-resnet",
        "NDS ResNet: basic residual blocks (Radosavovic et al., ICCV 2019)",
        new NdsGenes([1, 2, 3, 4, 6, 8, 12, 16, 24], [16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256]));

    public static NdsSpace ResNeXtA() => new(
        "nds-resnext-a",
        "NDS ResNeXt-A: bottleneck blocks with groups (Radosavovic et al., ICCV 2019)",
        new NdsGenes([1, 2, 4, 8, 16], [16, 32, 64, 128, 256], [0.25, 0.5, 1], [1, 2, 4]));

    /// <summary>None: the published design spaces have no order.</summary>
    public override long? IndexOf(Architecture architecture) => null;

    public override string GeneName(int gene, int value) => _layout.Name(gene, value);

    /// <summary>
    /// The stand-alone network of the design space: a 3×3 stem of 16 channels, three stages of residual blocks of strides 1, 2 and 2, a
    /// classifier. A shortcut is projected where its width or stride changes, and only there. <see cref="NetworkDimensions.Channels"/> c
    /// scales every width by c/16, and <see cref="NetworkDimensions.CellsPerStage"/> is the most blocks that a stage may have.
    /// </summary>
    /// <remarks>
    /// Where groups do not divide a scaled bottleneck, its width is rounded to a multiple of them, at least one channel each; at full size
    /// they do.
    /// </remarks>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options ??= new NetworkOptions();
        options.Validate();
        return new NdsNetwork(_layout, architecture.Genes, options, shared: false).Build();
    }

    /// <summary>
    /// The supernet of Ning et al. 2021: a stage of d blocks is the first d of the deepest one; a layer of c channels takes the first c
    /// filters of the widest one, and of each filter the first input channels. With o filters in g groups of c/g channels, filter f takes
    /// the channels from ⌊f·g/o⌋·c/g onwards of the dense weight. The first block of each stage always has a projection.
    /// </summary>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => BuildShared(null, options ?? new NetworkOptions());

    /// <summary>
    /// As <see cref="BuildNetwork"/>, but the first block of each stage always has a projection, and parameters are slices of the largest.
    /// </summary>
    public override NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options ??= new NetworkOptions();
        var largest = _largest.GetOrAdd(options, size => BuildShared(_layout.Largest, size));
        return ParameterSlices.Within(BuildShared(architecture.Genes, options), largest);
    }

    private NetworkGraph BuildShared(IReadOnlyList<int>? genes, NetworkOptions options)
    {
        options.Validate();
        return new NdsNetwork(_layout, genes, options, shared: true).Build();
    }
}
